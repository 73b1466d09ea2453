import type { DeliveryContent } from "#lib/db/deliveries.ts";
import { DeliveryKind } from "#lib/domain/notifications/delivery.ts";
import type { NotificationFacts } from "#lib/domain/notifications/message.ts";

/** What a delivery says; the same at every attempt. */
export function factsOf(
  delivery: DeliveryContent,
  { consoleUrl, simulated }: { consoleUrl: string | null; simulated: boolean },
): NotificationFacts {
  const { event } = delivery;
  const shared = {
    deliveryId: delivery.id,
    kind: DeliveryKind.parse(delivery.kind),
    channelName: delivery.channelName,
  };
  if (event === null) return { ...shared, simulated, at: delivery.createdAt, about: null };
  const { id, type, planId, planName } = event.execution;
  const url = consoleUrl === null ? null : new URL(`/executions/${id}`, consoleUrl).href;
  const { seq, kind, severity, message, detail, waveNumber: wave } = event;
  return {
    ...shared,
    simulated: event.execution.simulated,
    at: event.at,
    about: {
      execution: { id, type, plan: { id: planId, name: planName }, url },
      event: { seq, kind, severity, message, detail, wave },
    },
  };
}
