import {
  BellRing,
  Link,
  Plug,
  Signpost,
  SquareFunction,
  Terminal,
  Timer,
  UserRound,
  Webhook,
  Workflow,
} from "lucide-react";
import type { ReactNode } from "react";

import type { ActionKind } from "#lib/domain/actions/action-kind.ts";

type Look = { icon: ReactNode; label: string; does: string };

/** Each kind of action: its icon, its name, and in one line what it does. */
export const ACTION_KIND: Record<ActionKind, Look> = {
  MANUAL_TASK: { icon: <UserRound />, label: "Manual task", does: "Asks a person to do something and to say so." },
  SSM_COMMAND: { icon: <Terminal />, label: "Command", does: "Runs a script on the new instances of the wave." },
  SSM_AUTOMATION: { icon: <Workflow />, label: "Automation", does: "Starts a Systems Manager automation." },
  LAMBDA: { icon: <SquareFunction />, label: "Lambda function", does: "Invokes a function and waits for its answer." },
  WEBHOOK: { icon: <Webhook />, label: "Webhook", does: "Sends signed JSON to a URL." },
  HTTP_CHECK: { icon: <Link />, label: "HTTP check", does: "Asks a URL until it answers as expected." },
  TCP_CHECK: { icon: <Plug />, label: "TCP check", does: "Connects to a port until it is open." },
  CLOUDWATCH_ALARM: { icon: <BellRing />, label: "CloudWatch alarms", does: "Waits until every alarm is OK." },
  ROUTE53_RECORD: { icon: <Signpost />, label: "DNS record", does: "Writes a record in Route 53." },
  WAIT: { icon: <Timer />, label: "Wait", does: "Lets some time pass." },
};
