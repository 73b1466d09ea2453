import { ApiProblem } from "#lib/query/problem.ts";

/** What is typed one a line, or separated by blanks, commas or semicolons. */
export function entriesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== "");
}

/** The API names an entry by its place in the list, as in `subnetIds.2`; it is told by its line. */
export function entryProblem(error: Error | null, field: string): string | undefined {
  const params = error instanceof ApiProblem ? error.invalidParams : [];
  const found = params.find(({ name }) => name === field || name.startsWith(`${field}.`));
  if (found === undefined) return undefined;
  const place = Number(found.name.split(".")[1]);
  return Number.isNaN(place) ? found.reason : `Line ${place + 1}: ${found.reason}`;
}
