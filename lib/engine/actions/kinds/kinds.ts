import type { ActionKind } from "#lib/domain/actions/action-kind.ts";

import type { Means } from "../means.ts";
import { ALARMS } from "./alarms.ts";
import { HTTP_CHECK, TCP_CHECK } from "./checks.ts";
import { AUTOMATION } from "./automation.ts";
import { DNS_RECORD } from "./dns-record.ts";
import { INVOKE_FUNCTION } from "./invoke-function.ts";
import { RUN_COMMAND } from "./run-command.ts";
import { MANUAL_TASK, WAIT } from "./waiting.ts";
import { WEBHOOK } from "./webhook.ts";

const MEANS: { [Kind in ActionKind]: Means<Kind> } = {
  SSM_AUTOMATION: AUTOMATION,
  SSM_COMMAND: RUN_COMMAND,
  LAMBDA: INVOKE_FUNCTION,
  WEBHOOK,
  HTTP_CHECK,
  TCP_CHECK,
  CLOUDWATCH_ALARM: ALARMS,
  ROUTE53_RECORD: DNS_RECORD,
  WAIT,
  MANUAL_TASK,
};

/** How actions of this kind are done. */
export function meansOf(kind: ActionKind): Means {
  return MEANS[kind] as Means;
}
