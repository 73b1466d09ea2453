import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { type AlarmReading, readAlarms } from "#lib/aws/alarms.ts";
import { sentence } from "#lib/domain/health-gates/gate-words.ts";
import type { GateFinding } from "#lib/domain/health-gates/gate-rules.ts";

import type { Engine } from "../../engine.ts";
import { ask } from "./ask.ts";
import { type GatedServer, gatesOfKind, type Sight, sightOf } from "./gated-server.ts";

/** Reads all alarms that gates of these servers name, in one call for up to a hundred. */
export async function lookAtAlarms(
  engine: Engine,
  aws: AwsPlace,
  { servers, signal }: { servers: readonly GatedServer[]; signal: AbortSignal },
): Promise<Sight[]> {
  const asked = gatesOfKind(servers, "CLOUDWATCH_ALARM");
  if (asked.length === 0) return [];
  const names = [...new Set(asked.map(({ gate }) => gate.alarmName))];
  const answer = await ask({ service: "CloudWatch", signal }, () => readAlarms(engine.aws, aws, { names, signal }));
  if (!answer.ok) return asked.map((each) => sightOf(each, { finding: { kind: "unknown", words: answer.words } }));
  const byName = new Map(answer.value.map((reading) => [reading.name, reading]));
  return asked.map((each) =>
    sightOf(each, { finding: findingOf(each.gate.alarmName, byName.get(each.gate.alarmName)) }),
  );
}

function findingOf(name: string, reading: AlarmReading | undefined): GateFinding {
  if (reading === undefined || reading.state === "MISSING") {
    return { kind: "fails", words: `CloudWatch has no alarm "${name}".` };
  }
  const said = `CloudWatch says ${reading.state} of "${name}"`;
  if (reading.state === "OK") return { kind: "passes", words: `${said}.` };
  return { kind: "fails", words: reading.reason === null ? `${said}.` : sentence(said, reading.reason) };
}
