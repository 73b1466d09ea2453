import { BellRing, Plug, RadioTower, Terminal } from "lucide-react";
import type { ReactNode } from "react";

import type { GateKind } from "#lib/domain/health-gates/health-gate.ts";

type Look = { icon: ReactNode; label: string; does: string; needs: string };

/** Each kind of health gate: its icon, its name, what it asks, and what that needs. */
export const GATE_KIND: Record<GateKind, Look> = {
  SSM_AGENT: {
    icon: <RadioTower />,
    label: "SSM agent",
    does: "Systems Manager says that the agent of the instance is online.",
    needs:
      "Needs the agent on the server, an instance profile for it, a way to Systems Manager, and permission ssm:DescribeInstanceInformation.",
  },
  INSTANCE_PROBE: {
    icon: <Terminal />,
    label: "Probe on the instance",
    does: "A port answers on the instance itself, asked through Run Command.",
    needs:
      "Needs what the SSM agent needs, and permission ssm:SendCommand and ssm:ListCommandInvocations. On Linux it uses curl for HTTP and HTTPS, and bash or nc for TCP.",
  },
  WORKER_CHECK: {
    icon: <Plug />,
    label: "Check from the worker",
    does: "A port of the instance answers over the network, asked by a worker.",
    needs: "Needs a route from the worker to the instance, and its address in a block that the account allows.",
  },
  CLOUDWATCH_ALARM: {
    icon: <BellRing />,
    label: "CloudWatch alarm",
    does: "An alarm in the server’s account and Region is OK.",
    needs: "Needs an alarm of this name that looks at the new instance, and permission cloudwatch:DescribeAlarms.",
  },
};
