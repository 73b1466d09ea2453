const LONGEST = 200;

/** What an error says in the end: Prisma puts a page of source before it. */
export function lastLine(message: string): string {
  return message.trimEnd().split("\n").at(-1)?.slice(0, LONGEST) ?? "";
}
