import { Age, Clock } from "#components/ui/time.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { DeliveryView } from "#lib/domain/notifications/delivery.ts";

import { DeliveryStatus } from "./delivery-status.tsx";

type DeliveryLineProps = {
  delivery: DeliveryView;
  title: string;
  /** Without the receiver's own words. */
  isBrief?: boolean;
};

/** One notification: how it stands, what it says, why it did not arrive and what came back. */
export function DeliveryLine({ delivery, title, isBrief = false }: DeliveryLineProps) {
  const { lastError, answer, attempts, nextAttemptAt, createdAt } = delivery;
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <b className="min-w-0 flex-1 basis-40 font-medium wrap-anywhere">{title}</b>
        <DeliveryStatus delivery={delivery} />
        <span className="text-xs text-ink-faint">
          <Age at={createdAt} />
        </span>
      </div>
      {delivery.message !== null && <p className="text-xs/[18px] wrap-anywhere text-ink-muted">{delivery.message}</p>}
      {lastError !== null && (
        <p className="mt-1 text-xs/[18px] wrap-anywhere">
          {lastError} {attempts > 1 && `Tried ${formatNoun(attempts, "time")}. `}
          {nextAttemptAt !== null && (
            <>
              Next try <Clock at={nextAttemptAt} seconds />.
            </>
          )}
        </p>
      )}
      {answer !== null && !isBrief && <Answer text={answer} isTrouble={lastError !== null} />}
    </li>
  );
}

/** The receiver's own words. A long answer scrolls. */
function Answer({ text, isTrouble }: { text: string; isTrouble: boolean }) {
  const edge = isTrouble ? "border-bad" : "border-line-strong";
  return (
    <pre
      tabIndex={0}
      aria-label="What came back"
      className={`mono mt-1 max-h-40 overflow-auto rounded-r-sm border-l-3 ${edge} bg-sunken px-2.5 py-1.5 text-xs/[18px] wrap-anywhere whitespace-pre-wrap`}
    >
      {text}
    </pre>
  );
}
