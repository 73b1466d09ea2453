const SPECIAL: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** XML text of nested objects; arrays repeat their element, and `@xmlns` is its attribute. */
export function toXml(document: Record<string, unknown>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${members(document)}`;
}

function members(object: object): string {
  return Object.entries(object)
    .filter(([name, value]) => value !== undefined && name !== "@xmlns")
    .map(([name, value]) =>
      Array.isArray(value) ? value.map((each) => element(name, each)).join("") : element(name, value),
    )
    .join("");
}

function element(name: string, value: unknown): string {
  if (typeof value !== "object" || value === null) return `<${name}>${escape(String(value))}</${name}>`;
  const namespace = "@xmlns" in value ? ` xmlns="${escape(String(value["@xmlns"]))}"` : "";
  return `<${name}${namespace}>${members(value)}</${name}>`;
}

// Control characters other than tab and line ends cannot stand in XML 1.0 at all.
function escape(text: string): string {
  const legal = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return legal.replace(/[&<>"']/g, (character) => SPECIAL[character] ?? "");
}
