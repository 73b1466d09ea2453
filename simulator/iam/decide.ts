import { fitsWildcard } from "../wildcard.ts";
import type { Denial } from "./records.ts";

export type Decision = "allowed" | Denial["kind"];

/** What a principal with these denials may do. An explicit deny wins over an implicit one. */
export function decide(denials: readonly Denial[], asked: { action: string; resource: string }): Decision {
  const matching = denials.filter(
    ({ action, resource }) =>
      fitsWildcard(action, asked.action, { ignoresCase: true }) && fitsWildcard(resource, asked.resource),
  );
  if (matching.some((each) => each.kind === "explicitDeny")) return "explicitDeny";
  return matching.length > 0 ? "implicitDeny" : "allowed";
}
