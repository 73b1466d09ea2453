/** The shells that the documents of Run Command hand their lines to. */
export type Shell = "POSIX" | "POWERSHELL";

/**
 * A value as one word of a POSIX shell. Two braces are written apart, because Systems Manager would read a name between
 * them. Throws a RangeError for NUL, which no argument can hold.
 */
export function quotePosix(value: string): string {
  requireNoNul(value);
  const escaped = value.replaceAll("'", String.raw`'\''`).replace(/\{(?=\{)/g, "{''");
  return `'${escaped}'`;
}

/** What PowerShell takes for a single quotation mark: the straight one and four of typography. */
const POWERSHELL_SINGLE_QUOTES = /['\u2018\u2019\u201A\u201B]/g;

/** A value as a verbatim string of PowerShell. Throws a RangeError for NUL, which no argument can hold. */
export function quotePowerShell(value: string): string {
  requireNoNul(value);
  return `'${value.replace(POWERSHELL_SINGLE_QUOTES, "$&$&")}'`;
}

function requireNoNul(value: string): void {
  if (value.includes("\0")) throw new RangeError("An argument cannot hold NUL.");
}
