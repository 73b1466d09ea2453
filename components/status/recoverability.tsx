import { CircleCheck, CircleDashed, CirclePause, LoaderCircle, OctagonX, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { Recoverability } from "#lib/domain/source-server.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<Recoverability, Look> = {
  READY: { family: "ok", icon: <CircleCheck />, label: "Ready" },
  READY_LAGGING: { family: "attn", icon: <TriangleAlert />, label: "Ready, lagging" },
  READY_RESCANNING: { family: "attn", icon: <RotateCw />, label: "Ready, rescanning" },
  READY_STALLED: { family: "attn", icon: <TriangleAlert />, label: "Ready, stalled" },
  READY_PAUSED: { family: "attn", icon: <CirclePause />, label: "Ready, paused" },
  IN_A_LAUNCH: { family: "run", icon: <LoaderCircle />, label: "In a launch" },
  INITIAL_SYNC: { family: "run", icon: <LoaderCircle />, label: "Initial sync" },
  NO_SNAPSHOT: { family: "bad", icon: <OctagonX />, label: "No snapshot" },
  DISCONNECTED: { family: "bad", icon: <OctagonX />, label: "Disconnected" },
  STOPPED: { family: "bad", icon: <OctagonX />, label: "Stopped" },
  GONE: { family: "idle", icon: <CircleDashed />, label: "Gone from DRS" },
};

type RecoverabilityLabelProps = { server: { recoverability: Recoverability }; pill?: boolean | undefined };

export function RecoverabilityLabel({ server, pill }: RecoverabilityLabelProps) {
  return <Status {...LOOK[server.recoverability]} pill={pill} />;
}
