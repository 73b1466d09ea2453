import { readFlags } from "../bootstrap/flags.mjs";
import { Stop } from "../bootstrap/say.mjs";

/** Every step of `npm test`, in the order in which they are told about. */
export const STEPS = "format lint types layers unused unit simulator db build engine e2e scripts".split(" ");
const FAST = new Set(["format", "lint", "types", "layers", "unused", "unit"]);

const USAGE = `npm test -- [--fast] [--only ${STEPS.join(",")}]`;
const OPTIONS = { fast: { type: "boolean" }, only: { type: "string" } };

/** The names of the steps to run. */
export function testFlags(given) {
  const { fast = false, only } = readFlags(given, OPTIONS, USAGE);
  if (only === undefined) return STEPS.filter((name) => !fast || FAST.has(name));
  const named = only.split(",").map((name) => name.trim());
  const unknown = named.find((name) => !STEPS.includes(name));
  if (unknown !== undefined) throw new Stop(`"${unknown}" is no step of the tests. Use: ${USAGE}`, 2);
  return STEPS.filter((name) => named.includes(name));
}
