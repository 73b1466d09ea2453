import { ChevronRight } from "lucide-react";

import { outputTitle, requestText } from "./action-words.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";

/** What an action said, and what it was asked, each closed until somebody wants to read it. */
export function ActionFolds({ action }: { action: ActionRunView }) {
  const request = requestText(action.request);
  const result = Object.entries(action.result ?? {}).filter(() => action.kind === "MANUAL_TASK");
  return (
    <>
      {result.length > 0 && <Fold title="What was typed" text={requestText(Object.fromEntries(result))} />}
      {action.output !== null && action.output !== "" && <Fold title={outputTitle(action)} text={action.output} />}
      {request !== "" && <Fold title="What was asked" text={request} />}
    </>
  );
}

function Fold({ title, text }: { title: string; text: string }) {
  return (
    <details className="group min-w-0">
      <summary className="inline-flex min-h-(--size-target) list-none items-center gap-1 rounded-sm text-xs text-accent-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3! stroke-2! transition-transform duration-(--duration-2) group-open:rotate-90" />
        {title}
      </summary>
      <pre
        tabIndex={0}
        aria-label={title}
        className="mono mt-0.5 max-h-80 overflow-auto rounded-sm bg-sunken px-2.5 py-1.5 text-xs/[17px] wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  );
}
