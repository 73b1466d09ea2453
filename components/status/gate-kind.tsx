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
      "Needs the SSM agent on the server, an instance profile for it, and permission ssm:DescribeInstanceInformation.",
  },
  INSTANCE_PROBE: {
    icon: <Terminal />,
    label: "Probe on the instance",
    does: "A port of the instance answers itself, asked through Run Command.",
    needs: "Needs the SSM agent, and permission ssm:SendCommand and ssm:ListCommandInvocations.",
  },
  WORKER_CHECK: {
    icon: <Plug />,
    label: "Check from the worker",
    does: "A port of the instance answers over the network.",
    needs: "Needs a way from the worker to the instance, and its address in a block that the account allows.",
  },
  CLOUDWATCH_ALARM: {
    icon: <BellRing />,
    label: "CloudWatch alarm",
    does: "An alarm in the server’s account and Region is OK.",
    needs: "Needs an alarm of this name in each account and Region, and permission cloudwatch:DescribeAlarms.",
  },
};
