"use client";

import { Check, Hand } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";
import { useCompleteTask, useTakeTask } from "#lib/query/execution-controls.ts";
import { fieldError } from "#lib/query/problem.ts";

import type { TaskToDo } from "./action-progress.ts";
import { useAsks } from "./execution-asks.ts";

type TaskFormProps = { executionId: string; toDo: TaskToDo; isFirst: boolean };

/** Who does it says so, types what is asked for, and says that it is done or cannot be. */
export function TaskForm({ executionId, toDo: { wave, run, task }, isFirst }: TaskFormProps) {
  const { ask, denied } = useAsks();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [comment, setComment] = useState("");
  const take = useTakeTask(executionId, run.id);
  const complete = useCompleteTask(executionId, run.id);
  const missing = task.inputs.find(({ name, required }) => required && (typed[name] ?? "").trim() === "");
  const reason = denied ?? (missing === undefined ? undefined : `${missing.label} is asked for.`);
  const error = take.error ?? complete.error;
  function submit(): void {
    if (reason !== undefined || complete.isPending) return;
    complete.mutate({ outcome: "DONE", inputs: { ...typed }, comment: comment.trim() === "" ? null : comment.trim() });
  }
  return (
    <form
      className="mt-2.5 grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {task.inputs.map(({ name, label, required }) => (
        <TextField
          key={name}
          label={label}
          isRequired={required}
          value={typed[name] ?? ""}
          maxLength={2000}
          isReadOnly={denied !== undefined}
          error={fieldError(complete.error, `inputs.${name}`)}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      {denied === undefined && (
        <TextField label="Comment, for the record" value={comment} maxLength={2000} onChange={setComment} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          className="mr-auto"
          disabledReason={denied}
          onClick={() => ask({ kind: "fail-task", wave: wave.number, actionRunId: run.id })}
        >
          Cannot be done…
        </Button>
        <Button
          icon={<Hand />}
          pending={take.isPending}
          disabledReason={denied}
          onClick={() => take.mutate({ comment: null })}
        >
          {task.takenBy === null ? "I do this" : "I do this instead"}
        </Button>
        <Button
          type="submit"
          variant={isFirst ? "primary" : "default"}
          icon={<Check />}
          pending={complete.isPending}
          disabledReason={reason}
        >
          Done
        </Button>
      </div>
      {error !== null && (
        <div role="alert">
          <FieldError>Not sent: {error.message}</FieldError>
        </div>
      )}
    </form>
  );
}
