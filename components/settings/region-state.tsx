import { CircleCheck, CircleDashed, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { RegionSyncState } from "#lib/domain/account.ts";

type Look = { family: Family; icon: ReactNode; label: string };

const LOOK: Record<RegionSyncState, Look> = {
  NEVER: { family: "idle", icon: <CircleDashed />, label: "Not read yet" },
  OK: { family: "ok", icon: <CircleCheck />, label: "Read" },
  NOT_INITIALIZED: { family: "attn", icon: <TriangleAlert />, label: "DRS not set up" },
  NOT_ENABLED: { family: "attn", icon: <TriangleAlert />, label: "Region not enabled" },
  ERROR: { family: "bad", icon: <OctagonX />, label: "Not readable" },
};

const MEANING: Record<RegionSyncState, string | null> = {
  NEVER: "The worker reads it next.",
  OK: null,
  NOT_INITIALIZED: "Nobody has set DRS up in this Region of the account, so it holds no servers.",
  NOT_ENABLED: "The account has not opted in to this Region.",
  ERROR: "Servers of this Region are shown as they were when it was read last.",
};

export function RegionStateLabel({ state }: { state: RegionSyncState }) {
  return <Status {...LOOK[state]} />;
}

/** What a Region's state means for the lists of this console; null when there is nothing to say. */
export function regionMeaning(state: RegionSyncState): string | null {
  return MEANING[state];
}
