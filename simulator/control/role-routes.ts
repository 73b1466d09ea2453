import { z } from "zod";
import { principalOf } from "../iam/records.ts";
import type { Simulation } from "../simulation.ts";
import { iamState } from "../world.ts";
import { ControlError } from "./control-error.ts";

const Denied = z.strictObject({
  /** Such as `drs:StartRecovery`; `*` and `?` are wildcards. */
  action: z.string().regex(/^(\*|[A-Za-z0-9-]+:[\w*?]+)$/),
  resource: z.string().min(1).default("*"),
  kind: z.enum(["implicitDeny", "explicitDeny"]).default("implicitDeny"),
});

const RoleDenials = z.strictObject({
  roleArn: z.string().regex(/^arn:aws:iam::\d{12}:(role|user)\/.+$/),
  denied: z.array(Denied),
});

/** Sets what a role or user may not do, in place of what was set before. */
export function setDenials(sim: Simulation, body: unknown): unknown {
  const { roleArn, denied } = RoleDenials.parse(body);
  const { denials, roles } = iamState(sim.world, roleArn.split(":")[4] ?? "");
  const principal = principalOf(roleArn) ?? "";
  const [kind, name = ""] = principal.split("/");
  if (kind === "role" && !roles.has(name)) throw new ControlError(404, `No role ${roleArn}`, "roleArn");
  if (denied.length === 0) denials.delete(principal);
  else denials.set(principal, denied);
  sim.changed();
  return { roleArn, denied };
}

/** The principals that were denied anything. */
export function listDenials({ world }: Simulation): unknown {
  const items = [...world.iam].flatMap(([accountId, { denials }]) =>
    [...denials].map(([principal, denied]) => ({ accountId, principal, denied })),
  );
  return { items };
}
