import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";

/** The next id of a command or automation: a UUID that depends on the seed and on what was started before. */
export function nextId({ sim, here }: Call, purpose: "command" | "automation"): string {
  here.ssm.idsIssued += 1;
  const digits = hexDigits(32, purpose, sim.seed, here.accountId, here.region, here.ssm.idsIssued);
  const version = `4${digits.slice(13, 16)}`;
  const variant = `a${digits.slice(17, 20)}`;
  return [digits.slice(0, 8), digits.slice(8, 12), version, variant, digits.slice(20)].join("-");
}
