/** A name as Route 53 keeps it: in lower case, with its last dot, unusual characters as `\052`. */
export function storedName(name: string): string {
  const escaped = name
    .toLowerCase()
    .replace(/\\[0-7]{3}|[^a-z0-9_.-]/g, (each) => (each.length === 4 ? each : octal(each)));
  return escaped.endsWith(".") ? escaped : `${escaped}.`;
}

function octal(character: string): string {
  const bytes = [...Buffer.from(character, "latin1")];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** What lists are sorted by: the name with its labels reversed, `com.example.www.` */
export function sortKey(name: string): string {
  return `${storedName(name).split(".").slice(0, -1).reverse().join(".")}.`;
}

export function isWithin(name: string, zoneName: string): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}

/** Negative when `a` comes first; texts are compared character by character. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
