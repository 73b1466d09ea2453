"use client";

import { CircleStop, RotateCcw, SkipForward, StepForward } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { DecisionInput, ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { useDecideWave } from "#lib/query/execution-controls.ts";

import { type DecisionChoice, decisionOptions, needsReason } from "./decision-consequences.ts";
import { useAsks } from "./execution-asks.ts";
import { OptionRow, ServerChoice } from "./decision-option.tsx";

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
  const [choice, setChoice] = useState<DecisionChoice>("retry");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState("");
  const decide = useDecideWave(execution.id, wave.number);
  const { denied } = useAsks();
  const failed = wave.servers.filter((server) => isServerProblem(server.status));
  const failedIds = failed.map((server) => server.sourceServerId);
  const chosen = new Set(failedIds.filter((id) => !left.has(id)));
  const options = decisionOptions(execution, wave, chosen);
  const option = options.find((candidate) => candidate.choice === choice) ?? options[0];
  const isAboutServers = failed.length > 0 && (choice === "retry" || choice === "skip");
  const reason = denied ?? whyNot({ choice, comment, isNothingChosen: isAboutServers && chosen.size === 0 });
  function submit(): void {
    if (reason !== undefined || decide.isPending) return;
    decide.mutate(decisionOf(choice, { comment, sourceServerIds: isAboutServers ? [...chosen] : null }));
  }
  return (
    <form
      className="mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset className="overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">
          What to do about wave {wave.number}, {wave.name}
        </legend>
        {options.map((each) => (
          <OptionRow
            key={each.choice}
            name={name}
            label={each.label}
            consequence={each.consequence}
            isChosen={each.choice === choice}
            onChoose={() => setChoice(each.choice)}
          >
            {each.choice === choice && isAboutServers && failed.length > 1 && (
              <ServerChoice
                servers={failed}
                chosen={chosen}
                onChange={(next) => setLeft(new Set(failedIds.filter((id) => !next.has(id))))}
              />
            )}
          </OptionRow>
        ))}
      </fieldset>
      <div className="mt-3 grid gap-2.5">
        <TextField
          label="Reason, for the record"
          isRequired={needsReason(choice)}
          value={comment}
          onChange={setComment}
          maxLength={2000}
          hint={needsReason(choice) ? "Needed: what is left out stays on the record with its reason." : undefined}
        />
        {decide.error !== null && <FieldError>Not sent: {decide.error.message}</FieldError>}
        <div className="flex justify-end">
          <Button
            type="submit"
            variant={isFirst ? "primary" : "default"}
            icon={ICON[choice]}
            pending={decide.isPending}
            disabledReason={reason}
          >
            {option?.button}
          </Button>
        </div>
      </div>
    </form>
  );
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
