/** What `contains` matches literally: Prisma passes LIKE's own wildcards through. */
export function literalPattern(text: string): string {
  return text.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`);
}
