import { CircleCheck, Clock, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { type Family, Status } from "#components/ui/status.tsx";
import type { DeliveryView } from "#lib/domain/notifications/delivery.ts";

import { deliveryState, type DeliveryState } from "./channel-words.ts";

const LOOK: Record<DeliveryState, { family: Family; icon: ReactNode; label: string }> = {
  waiting: { family: "idle", icon: <Clock />, label: "Waiting" },
  retrying: { family: "attn", icon: <TriangleAlert />, label: "Not delivered yet" },
  delivered: { family: "ok", icon: <CircleCheck />, label: "Delivered" },
  "in part": { family: "attn", icon: <TriangleAlert />, label: "Delivered in part" },
  failed: { family: "bad", icon: <OctagonX />, label: "Not delivered" },
};

/** How a notification stands: icon, word and colour. */
export function DeliveryStatus({ delivery }: { delivery: Pick<DeliveryView, "status" | "lastError"> }) {
  return <Status {...LOOK[deliveryState(delivery)]} />;
}
