import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { listSsmAgents, type SsmAgent } from "#lib/aws/ssm-agents.ts";
import type { GateFinding } from "#lib/domain/health-gates/gate-rules.ts";

import type { Engine } from "../../engine.ts";
import { type Answer, ask } from "./ask.ts";
import { type GatedServer, gatesOfKind, instanceIdOf, type Sight, sightOf } from "./gated-server.ts";

export type Agents = Answer<ReadonlyMap<string, SsmAgent>>;

/** The agents of all servers of which a gate has to know; null where none has to. */
export async function readAgents(
  engine: Engine,
  aws: AwsPlace,
  { servers, signal }: { servers: readonly GatedServer[]; signal: AbortSignal },
): Promise<Agents | null> {
  const asked = [...gatesOfKind(servers, "SSM_AGENT"), ...gatesOfKind(servers, "INSTANCE_PROBE")];
  if (asked.length === 0) return null;
  const instanceIds = [...new Set(asked.map(({ gated }) => instanceIdOf(gated)))];
  return ask({ service: "Systems Manager", signal }, () => listSsmAgents(engine.aws, aws, { instanceIds, signal }));
}

export function judgeAgents(servers: readonly GatedServer[], agents: Agents | null): Sight[] {
  if (agents === null) return [];
  return gatesOfKind(servers, "SSM_AGENT").map((each) => {
    const finding = agents.ok ? findingOf(agents.value.get(instanceIdOf(each.gated))) : unknown(agents.words);
    return sightOf(each, { finding });
  });
}

function unknown(words: string): GateFinding {
  return { kind: "unknown", words };
}

function findingOf(agent: SsmAgent | undefined): GateFinding {
  if (agent?.isOnline === true) return { kind: "passes", words: "Systems Manager says that the agent is online." };
  return { kind: "fails", words: `${agentTrouble(agent)}.` };
}

/** Why nothing can be run on an instance whose agent is not online. */
export function agentTrouble(agent: SsmAgent | undefined): string {
  return agent === undefined
    ? "Systems Manager does not know the agent"
    : "Systems Manager has lost the connection to the agent";
}
