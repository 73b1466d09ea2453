"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleStop, RotateCcw, SkipForward, StepForward } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import { answerWords } from "#components/forecast/forecast-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { ForecastView } from "#lib/domain/estimate/forecast-view.ts";
import type { DecisionInput } from "#lib/domain/execution-input.ts";
import type { ExecutionServerView, ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { forecastQuery } from "#lib/query/estimates.ts";
import { useDecideWave } from "#lib/query/execution-controls.ts";

import { type DecisionChoice, type DecisionOption, decisionOptions, needsReason } from "./decision-consequences.ts";
import { decisionSubject } from "./decision-subject.ts";
import { useAsks } from "./execution-asks.ts";
import { type RetryPoint, retryPointInput, RetryPointSelect } from "./retry-point.tsx";
import { OptionRow, ServerChoice, SkipScope } from "./decision-option.tsx";

const ICON: Record<DecisionChoice, ReactNode> = {
  retry: <RotateCcw />,
  skip: <SkipForward />,
  "skip-wave": <SkipForward />,
  continue: <StepForward />,
  abort: <CircleStop />,
};

type DecisionFormProps = { execution: ExecutionView; wave: ExecutionWaveView; isFirst: boolean };

/** Retry is chosen, since it can be repeated; what cannot be taken back asks for its reason. */
export function DecisionForm({ execution, wave, isFirst }: DecisionFormProps) {
  const name = useId();
  const [wanted, setChoice] = useState<DecisionChoice>("retry");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState("");
  const [point, setPoint] = useState<RetryPoint>("chosen");
  const decide = useDecideWave(execution.id, wave.number);
  const { denied } = useAsks();
  const { data: forecast } = useQuery(forecastQuery(execution.id, false));
  const { failed, actions } = decisionSubject(wave);
  const chosen = new Set(failed.map((server) => server.sourceServerId).filter((id) => !left.has(id)));
  const options = decisionOptions(execution, wave, chosen);
  const option = options.find((each) => each.choice === wanted) ?? options[0];
  const { choice } = option;
  // What is said about actions is said about the whole wave.
  const isAboutServers = actions.length === 0 && failed.length > 0 && (choice === "retry" || choice === "skip");
  const reason = denied ?? whyNot({ choice, comment, isNothingChosen: isAboutServers && chosen.size === 0 });
  function submit(): void {
    if (reason !== undefined || decide.isPending) return;
    const answer = decisionOf(choice, { comment, sourceServerIds: isAboutServers ? [...chosen] : null });
    decide.mutate({ ...answer, ...(choice === "retry" && retryPointInput(point)) }, { onSuccess: startOver });
  }
  // The wave may wait on, for what this answer was not about.
  function startOver(): void {
    setChoice("retry");
    setLeft(new Set());
    setPoint("chosen");
    setComment("");
  }
  return (
    <form
      className="mt-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset className="overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">
          What to do about wave {wave.number}, {wave.name}
        </legend>
        {rowsOf(options, option).map((row) => (
          <OptionRow
            key={isSkip(row.choice) ? "skip" : row.choice}
            name={name}
            label={row.label}
            consequence={row.consequence}
            end={endOf(forecast?.options, { wave: wave.number, choice: row.choice })}
            isChosen={row === option}
            onChoose={() => setChoice(row.choice)}
          >
            {row === option && isSkip(choice) && (
              <SkipScope options={options.filter((each) => isSkip(each.choice))} value={choice} onChange={setChoice} />
            )}
            {row === option && isAboutServers && (
              <AboutServers
                {...{ failed, chosen, point: choice === "retry" ? point : null }}
                onPoint={setPoint}
                onLeft={setLeft}
              />
            )}
          </OptionRow>
        ))}
      </fieldset>
      <DecisionFoot
        option={option}
        comment={comment}
        onComment={setComment}
        isFirst={isFirst}
        isPending={decide.isPending}
        reason={reason}
      />
      {decide.error !== null && (
        <div role="alert">
          <FieldError>Not sent: {decide.error.message}</FieldError>
        </div>
      )}
    </form>
  );
}

type AboutServersProps = {
  failed: readonly ExecutionServerView[];
  chosen: ReadonlySet<string>;
  /** Null where nothing is launched. */
  point: RetryPoint | null;
  onPoint: (point: RetryPoint) => void;
  onLeft: (left: ReadonlySet<string>) => void;
};

/** Which of the failed servers an answer is about, and what they are launched from. */
function AboutServers({ failed, chosen, point, onPoint, onLeft }: AboutServersProps) {
  function choose(next: ReadonlySet<string>): void {
    onLeft(new Set(failed.flatMap(({ sourceServerId }) => (next.has(sourceServerId) ? [] : [sourceServerId]))));
  }
  return (
    <>
      {point !== null && (
        <div className="max-w-72 pr-3 pb-2 pl-[38px]">
          <RetryPointSelect value={point} onChange={onPoint} />
        </div>
      )}
      {failed.length > 1 && <ServerChoice servers={failed} chosen={chosen} onChange={choose} />}
    </>
  );
}

type DecisionFootProps = {
  option: DecisionOption;
  comment: string;
  onComment: (comment: string) => void;
  isFirst: boolean;
  isPending: boolean;
  reason: string | undefined;
};

function DecisionFoot({ option, comment, onComment, isFirst, isPending, reason }: DecisionFootProps) {
  return (
    <>
      <div className="mt-2 flex flex-wrap items-end justify-end gap-2">
        <div className="min-w-0 flex-1 basis-40">
          <TextField
            label="Reason, for the record"
            isRequired={needsReason(option.choice)}
            value={comment}
            onChange={onComment}
            maxLength={2000}
          />
        </div>
        <Button
          type="submit"
          variant={isFirst ? "primary" : "default"}
          icon={ICON[option.choice]}
          pending={isPending}
          disabledReason={reason}
        >
          {option.button}
        </Button>
      </div>
      {needsReason(option.choice) && (
        <p className="mt-1 text-xs text-ink-muted">Needed: it stays on the record with its reason.</p>
      )}
    </>
  );
}

/** Of all that failed: what is chosen of it changes little. */
function endOf(
  options: ForecastView["options"] | undefined,
  { wave, choice }: { wave: number; choice: DecisionChoice },
): string | undefined {
  const option = options?.find((each) => each.wave === wave && each.action === choice);
  return option === undefined ? undefined : answerWords(option);
}

function isSkip(choice: DecisionChoice): boolean {
  return choice === "skip" || choice === "skip-wave";
}

/** Skipping the servers or the wave is one row, whose consequence follows what is chosen in it. */
function rowsOf(options: readonly DecisionOption[], option: DecisionOption): DecisionOption[] {
  const skip = isSkip(option.choice) ? option : options.find((each) => isSkip(each.choice));
  return options.filter((each) => !isSkip(each.choice) || each === skip);
}

function whyNot(input: { choice: DecisionChoice; comment: string; isNothingChosen: boolean }): string | undefined {
  if (input.isNothingChosen) return "Choose at least one server.";
  if (needsReason(input.choice) && input.comment.trim() === "") return "Write the reason first.";
  return undefined;
}

/** The servers go along by name: what failed meanwhile was not seen, so it is not decided. */
function decisionOf(
  choice: DecisionChoice,
  { comment, sourceServerIds }: { comment: string; sourceServerIds: string[] | null },
): DecisionInput {
  return {
    action: choice === "skip-wave" ? "skip" : choice,
    comment: comment.trim() === "" ? null : comment.trim(),
    ...(sourceServerIds !== null && { sourceServerIds }),
  };
}
