/** Whether the whole value fits a pattern in which `*` is any text and `?` any character. Case matters unless told otherwise. */
export function fitsWildcard(pattern: string, value: string, { ignoresCase = false } = {}): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const source = literal.replace(/\*/g, ".*").replace(/\?/g, ".");
  return new RegExp(`^${source}$`, ignoresCase ? "is" : "s").test(value);
}
