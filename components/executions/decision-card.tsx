"use client";

import { ChevronDown, ChevronRight, Hand } from "lucide-react";
import { useRef, useState } from "react";

import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { ActionCauses, DecisionCauses } from "./decision-causes.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { decisionSubject, decisionTitle } from "./decision-subject.ts";
import { DECISION_ID } from "./page-anchors.ts";
import { Length } from "./server-clock.tsx";
import { useFocusAfter } from "./use-focus-after.ts";
import { wavesToDecide } from "./waves-to-decide.ts";

/** One card for each wave that waits for a person, the oldest open and in front. */
export function DecisionCards({ execution }: { execution: ExecutionView }) {
  const waves = wavesToDecide(execution.waves);
  return waves.map((wave, index) => (
    <DecisionCard
      key={`${wave.number} ${wave.decisionSince ?? ""}`}
      execution={execution}
      wave={wave}
      place={{ index, count: waves.length }}
    />
  ));
}

type DecisionCardProps = {
  execution: ExecutionView;
  wave: ExecutionWaveView;
  place: { index: number; count: number };
};

function DecisionCard({ execution, wave, place }: DecisionCardProps) {
  const isFirst = place.index === 0;
  const card = useRef<HTMLElement>(null);
  useFocusAfter(card);
  const [isOpened, setIsOpened] = useState(false);
  const isOpen = isFirst || isOpened;
  const id = isFirst ? DECISION_ID : `${DECISION_ID}-${wave.number}`;
  const about = decisionSubject(wave);
  return (
    <section
      ref={card}
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-16 overflow-hidden rounded-lg border-2 border-attn bg-surface shadow-md"
    >
      <header className="flex min-h-[38px] items-center gap-2 bg-attn px-3.5 py-1 text-attn-on">
        <Hand />
        <h2 id={`${id}-title`} className="min-w-0 flex-1 wrap-anywhere">
          Decide: wave {wave.number}, {wave.name}
        </h2>
        <span className="shrink-0 text-right text-xs">
          {place.count > 1 && (
            <>
              {place.index + 1} of {place.count},{" "}
            </>
          )}
          <b>
            <Length from={wave.decisionSince} to={null} />
          </b>{" "}
          waiting
        </span>
        {!isFirst && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? "Close" : "Open"} the decision about wave ${wave.number}`}
            className="grid size-(--size-target) shrink-0 place-items-center rounded-sm"
            onClick={() => setIsOpened(!isOpened)}
          >
            {isOpen ? <ChevronDown /> : <ChevronRight />}
          </button>
        )}
      </header>
      {isOpen ? (
        <div className="px-3.5 pt-2.5 pb-3">
          <h3 className="text-lg/[22px] font-semibold wrap-anywhere">{decisionTitle(about)}</h3>
          {about.actions.length > 0 && <ActionCauses actions={about.actions} />}
          {(about.actions.length === 0 || about.failed.length > 0) && (
            <DecisionCauses failed={about.failed} reason={wave.reason} />
          )}
          <DecisionForm execution={execution} wave={wave} isFirst={isFirst} />
        </div>
      ) : (
        <p className="px-3.5 py-2 text-xs">{decisionTitle(about)}</p>
      )}
    </section>
  );
}
