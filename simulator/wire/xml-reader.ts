import { InvalidInput } from "../aws-error.ts";

/** An element: its local name, what it contains, and the text in it. */
export type XmlElement = { name: string; children: XmlElement[]; text: string };

const ATTRIBUTES = `(?:\\s+[^\\s=>]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`;
const TOKEN = new RegExp(
  [
    `<\\?[^>]*>|<!--[^]*?-->`,
    `<!\\[CDATA\\[(?<data>[^]*?)\\]\\]>`,
    `</(?<end>[\\w.:-]+)\\s*>`,
    `<(?<start>[\\w.:-]+)${ATTRIBUTES}\\s*(?<empty>/?)>`,
    `(?<text>[^<]+)`,
  ].join("|"),
  "y",
);

/** The root element of an XML text, without its attributes. Throws InvalidInput for a text that is no XML. */
export function readXml(text: string): XmlElement {
  const document: XmlElement = { name: "", children: [], text: "" };
  const open = [document];
  for (let position = 0; position < text.length; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const found = TOKEN.exec(text)?.groups;
    if (!found) throw new InvalidInput([]);
    take(open, found);
  }
  const [root, ...others] = document.children;
  if (!root || others.length > 0 || open.length > 1 || document.text.trim() !== "") throw new InvalidInput([]);
  return root;
}

function take(open: XmlElement[], token: Record<string, string | undefined>): void {
  const innermost = open.at(-1);
  if (!innermost) throw new InvalidInput([]);
  if (token["start"] !== undefined) {
    const element: XmlElement = { name: localName(token["start"]), children: [], text: "" };
    innermost.children.push(element);
    if (token["empty"] === "") open.push(element);
  }
  if (token["end"] !== undefined) {
    if (open.length === 1 || innermost.name !== localName(token["end"])) throw new InvalidInput([]);
    open.pop();
  }
  innermost.text += (token["data"] ?? "") + unescape(token["text"] ?? "");
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&([^;]{0,10};)?/g, (_all, reference: string | undefined) =>
    decode(reference?.slice(0, -1) ?? ""),
  );
}

function decode(reference: string): string {
  const { hex, decimal } = /^#(?:x(?<hex>[0-9a-fA-F]{1,6})|(?<decimal>\d{1,7}))$/.exec(reference)?.groups ?? {};
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : ENTITIES[reference];
  if (character === undefined) throw new InvalidInput([]);
  return character;
}
