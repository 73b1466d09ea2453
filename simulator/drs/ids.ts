import { hash, hexDigits } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";

const OBSERVED_FIRST_DIGITS: Record<string, string> = { "us-west-2": "5", "us-east-1": "3" };

/** 17 hexadecimal digits whose first one follows the Region, as in every id seen on the live service. */
export function regionalDigits(region: string, ...parts: (string | number)[]): string {
  const first = OBSERVED_FIRST_DIGITS[region] ?? (hash("region", region) % 16).toString(16);
  return first + hexDigits(16, region, ...parts);
}

/** The next id of a kind in an account and Region. Depends on the seed and on what was created before, not on the clock. */
export function nextId(sim: Simulation, here: RegionState, kind: "drsjob" | "lct" | "rct"): string {
  here.drs.idsIssued += 1;
  return `${kind}-${regionalDigits(here.region, sim.seed, here.accountId, here.drs.idsIssued)}`;
}

/** A UUID that depends only on the parts. */
export function uuidOf(...parts: (string | number)[]): string {
  const digits = hexDigits(32, "uuid", ...parts);
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** Id of an EC2 instance that a job makes for a server; the purpose tells its instances apart. */
export function instanceIdFor(purpose: "conversion" | "recovery", jobId: string, sourceServerId: string): string {
  return `i-0${hexDigits(16, purpose, jobId, sourceServerId)}`;
}

/** Id of the EC2 launch template that DRS keeps for a source server. */
export function launchTemplateIdOf(sourceServerId: string): string {
  return `lt-0${hexDigits(16, "launch-template", sourceServerId)}`;
}

type DrsResource =
  | "source-server"
  | "job"
  | "recovery-instance"
  | "launch-configuration-template"
  | "replication-configuration-template";

/** `arn:aws:drs:<region>:<account>:<type>/<id>`. */
export function drsArn(here: RegionState, type: DrsResource, id: string): string {
  return `arn:aws:drs:${here.region}:${here.accountId}:${type}/${id}`;
}
