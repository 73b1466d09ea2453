import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { inBatches } from "#lib/aws/drs-values.ts";
import type { SsmAgent } from "#lib/aws/ssm-agents.ts";
import { MAX_COMMAND_INSTANCES, sendRunCommand } from "#lib/aws/ssm-commands.ts";
import type { Shell } from "#lib/domain/actions/shell-quoting.ts";
import type { GateProbe } from "#lib/domain/health-gates/gate-progress.ts";
import { nextOfProbe } from "#lib/domain/health-gates/gate-rules.ts";
import { PROBE_SECONDS, probeScript } from "#lib/domain/health-gates/probe-script.ts";

import type { Engine } from "../../engine.ts";
import { type Agents, agentTrouble } from "./agents.ts";
import { ask } from "./ask.ts";
import { probeOf } from "./follow-probes.ts";
import { type GatedServer, gatesOfKind, instanceIdOf, type Sight, sightOf } from "./gated-server.ts";
import { probeTimes } from "./times.ts";

/** How long an instance may take to fetch the command; AWS allows no less. */
const DELIVERY_SECONDS = 30;

type Asked = ReturnType<typeof gatesOfKind<"INSTANCE_PROBE">>[number];
type Ready = Asked & { shell: Shell };

/**
 * Sends the probes whose turn it is: one command for each check and shell, for up to fifty instances. What nobody wrote
 * down because the worker died is simply sent anew: a probe changes nothing where it runs.
 */
export async function sendProbes(
  engine: Engine,
  aws: AwsPlace,
  sending: { servers: readonly GatedServer[]; agents: Agents | null; signal: AbortSignal; deadline: number },
): Promise<Sight[]> {
  const { agents } = sending;
  if (agents === null) return [];
  const now = engine.context.now();
  const ready: Ready[] = [];
  const sights: Sight[] = [];
  for (const each of gatesOfKind(sending.servers, "INSTANCE_PROBE")) {
    const isDue = nextOfProbe(probeOf(each), { ...probeTimes(engine), now }) === "send";
    if (!agents.ok) {
      if (isDue) sights.push(sightOf(each, { finding: { kind: "unknown", words: agents.words } }));
      continue;
    }
    const agent = agents.value.get(instanceIdOf(each.gated));
    if (agent?.isOnline !== true) sights.push(sightOf(each, { finding: { kind: "fails", words: noAgent(agent) } }));
    else if (isDue) ready.push({ ...each, shell: shellOf(each.gated, agent) });
  }
  const alike = Map.groupBy(ready, ({ gate, shell }) => JSON.stringify([gate.check, shell]));
  const batches = [...alike.values()].flatMap((own) => inBatches(own, MAX_COMMAND_INSTANCES));
  const sent = await Promise.all(batches.map((batch) => sendBatch(engine, aws, { batch, ...sending })));
  return [...sights, ...sent.flat()];
}

function noAgent(agent: SsmAgent | undefined): string {
  return `${agentTrouble(agent)}, so nothing can be run on the instance.`;
}

/** The agent knows best what it runs on; AWS refuses a document of another platform for all instances of its call. */
function shellOf({ server }: GatedServer, { platform }: SsmAgent): Shell {
  return (platform === "UNKNOWN" ? server.osFamily : platform) === "WINDOWS" ? "POWERSHELL" : "POSIX";
}

async function sendBatch(
  engine: Engine,
  aws: AwsPlace,
  { batch, signal, deadline }: { batch: readonly Ready[]; signal: AbortSignal; deadline: number },
): Promise<Sight[]> {
  const [first] = batch;
  if (first === undefined) return [];
  const sentAt = engine.context.now().toISOString();
  const answer = await ask({ service: "Run Command", signal }, () =>
    sendRunCommand(engine.aws, aws, {
      comment: "DRS Orchestrator health probe",
      documentName: first.shell === "POSIX" ? "AWS-RunShellScript" : "AWS-RunPowerShellScript",
      parameters: {
        commands: probeScript(first.gate.check, first.shell),
        executionTimeout: [String(PROBE_SECONDS)],
      },
      instanceIds: [...new Set(batch.map(({ gated }) => instanceIdOf(gated)))],
      deliverySeconds: DELIVERY_SECONDS,
      signal,
      deadline,
    }),
  );
  return batch.map((each) => {
    const before = probeOf(each)?.answeredAt ?? null;
    if (answer.ok) {
      return sightOf(each, { probe: { sentAt, commandId: answer.value, closedAt: null, answeredAt: before } });
    }
    // One that AWS may have got counts as under way: there is never a second one beside it.
    const closedAt = answer.isRefused ? sentAt : null;
    const probe: GateProbe = { sentAt, commandId: null, closedAt, answeredAt: null };
    return sightOf(each, { finding: { kind: "unknown", words: answer.words }, probe });
  });
}
