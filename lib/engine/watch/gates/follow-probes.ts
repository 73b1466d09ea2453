import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { type InstanceCommand, listInstanceCommands } from "#lib/aws/ssm-commands.ts";
import type { GateProbe } from "#lib/domain/health-gates/gate-progress.ts";
import { type GateFinding, nextOfProbe } from "#lib/domain/health-gates/gate-rules.ts";
import { gateName, sentence, unexpectedStatus } from "#lib/domain/health-gates/gate-words.ts";
import type { HealthCheck, HealthGate } from "#lib/domain/health-gates/health-gate.ts";

import type { Engine } from "../../engine.ts";
import { type Answer, ask } from "./ask.ts";
import { type GatedServer, gatesOfKind, instanceIdOf, type Sight, sightOf } from "./gated-server.ts";
import { probeTimes } from "./times.ts";

type Asked = ReturnType<typeof gatesOfKind<"INSTANCE_PROBE">>[number];
type Following = Asked & { probe: GateProbe };

/** Looks how the probes go that are under way, and gives up those that take too long. Waits for none of them. */
export async function followProbes(
  engine: Engine,
  aws: AwsPlace,
  { servers, signal }: { servers: readonly GatedServer[]; signal: AbortSignal },
): Promise<Sight[]> {
  const now = engine.context.now();
  const open = gatesOfKind(servers, "INSTANCE_PROBE").flatMap((each) => {
    const probe = probeOf(each);
    return probe === null || probe.closedAt !== null ? [] : [{ ...each, probe }];
  });
  const nextOf = ({ probe }: Following) => nextOfProbe(probe, { ...probeTimes(engine), now });
  const followed = Map.groupBy(
    open.filter((each) => nextOf(each) === "follow"),
    ({ probe }) => probe.commandId ?? "",
  );
  const seen = await Promise.all(
    [...followed].map(async ([commandId, own]) => {
      const answer = await ask({ service: "Systems Manager", signal }, () =>
        listInstanceCommands(engine.aws, aws, { commandId, signal }),
      );
      return own.flatMap((each) => judge(each, answer, engine.context.now()));
    }),
  );
  const givenUp = open.filter((each) => nextOf(each) === "give-up").map((each) => giveUp(each, now));
  return [...seen.flat(), ...givenUp];
}

function judge(each: Following, answer: Answer<InstanceCommand[]>, now: Date): Sight[] {
  if (!answer.ok) return [sightOf(each, { finding: { kind: "unknown", words: answer.words } })];
  const command = answer.value.find(({ instanceId }) => instanceId === instanceIdOf(each.gated));
  const finding = command === undefined ? null : findingOf(each.gate, command);
  if (finding === null) return [];
  const at = now.toISOString();
  return [sightOf(each, { finding, probe: { ...each.probe, closedAt: at, answeredAt: at } })];
}

function giveUp(each: Following, now: Date): Sight {
  const words = sentence(gateName(each.gate), "the probe did not end in time");
  return sightOf(each, {
    finding: { kind: "fails", words },
    probe: { ...each.probe, closedAt: now.toISOString(), answeredAt: null },
  });
}

type ProbeGate = Extract<HealthGate, { kind: "INSTANCE_PROBE" }>;

/** Null while the command is under way. */
function findingOf(gate: ProbeGate, { status, details, output, exitCode }: InstanceCommand): GateFinding | null {
  const name = gateName(gate);
  switch (status) {
    case "PENDING":
    case "RUNNING":
      return null;
    case "SUCCEEDED":
      return { kind: "passes", words: `${name} answers.` };
    case "FAILED":
      return { kind: "fails", words: sentence(name, troubleOf(gate.check, { details, output, exitCode })) };
    case "TIMED_OUT":
      return { kind: "fails", words: sentence(name, `Run Command says ${details}`) };
    case "CANCELLED":
      return { kind: "fails", words: sentence(name, "somebody cancelled the command") };
  }
}

/** The line that Systems Manager puts before what a script wrote to its error output. */
const ERRORS_BEGIN = "----------ERROR";

/** What the script printed, which is a few words of ours unless the shell had something to say. */
function troubleOf(check: HealthCheck, told: Pick<InstanceCommand, "details" | "output" | "exitCode">): string {
  const first = told.output.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith(ERRORS_BEGIN));
  if (first === undefined) return told.exitCode === null ? `Run Command says ${told.details}` : `exit ${told.exitCode}`;
  const status = /^answered (\d{3})$/.exec(first.trim())?.[1];
  return status === undefined || check.protocol === "TCP" ? first : unexpectedStatus(status, check.expectedStatus);
}

/** The probe of a gate as it was read. */
export function probeOf({ gated, gate }: { gated: GatedServer; gate: HealthGate }): GateProbe | null {
  return gated.gates.find(({ id }) => id === gate.id)?.probe ?? null;
}
