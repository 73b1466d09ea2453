import { GetExecutionHistoryCommand, SFNClient } from "@aws-sdk/client-sfn";

import { HOME_REGION } from "#scripts/stack/environment.ts";

import type { BenchDeployment } from "./deployment.ts";

const PAGE = 1000;

/** What Step Functions wrote down of an execution, over all generations, in its own event types. */
export async function historyTypes(bench: BenchDeployment, executionId: string): Promise<string[]> {
  const client = new SFNClient({ region: HOME_REGION, endpoint: bench.simulatorUrl });
  const { generation, contract } = await bench.ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } });
  const types: string[] = [];
  for (let each = 1; each <= generation; each += 1) {
    const executionArn = bench.trigger.executionArn({ executionId, generation: each, contract });
    for (let nextToken: string | undefined, isFirst = true; isFirst || nextToken !== undefined; isFirst = false) {
      const command = new GetExecutionHistoryCommand({ executionArn, maxResults: PAGE, nextToken });
      const answer = await client.send(command);
      types.push(...(answer.events ?? []).flatMap((event) => event.type ?? []));
      nextToken = answer.nextToken;
    }
  }
  return types;
}

/** What Step Functions bills for: states that were entered. */
export function transitionsIn(types: readonly string[]): number {
  return types.filter((type) => type.endsWith("StateEntered")).length;
}
