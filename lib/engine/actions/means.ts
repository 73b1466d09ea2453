import type { ActionKind } from "#lib/domain/actions/action-kind.ts";
import type { ActionState } from "#lib/domain/actions/outcome-of-action.ts";
import type { Rendered, TemplateProblem } from "#lib/domain/actions/template.ts";
import type { ActionOutput } from "#lib/domain/actions/template-data.ts";

import type { NewEvent } from "#lib/db/execution-events.ts";

import type { Job } from "./job.ts";

export type TryEnd = {
  state: Exclude<ActionState, "PENDING" | "RUNNING" | "SKIPPED">;
  /** What went wrong, the service's own words where there are any. */
  error?: string;
  output?: string;
  /** Fields that later actions may use. */
  result?: ActionOutput;
};

/** How a try stands. `progress` is JSON: what it takes to follow it. */
export type TryStep =
  | {
      kind: "running";
      progress: unknown;
      output?: string;
      /** What was really asked for, for people to see. */
      request?: unknown;
      /** When there is something to do next, null for never; left out, soon. */
      dueAt?: Date | null;
      event?: NewEvent;
    }
  | { kind: "ended"; end: TryEnd }
  /** The call did not succeed. `unsent`: it may simply be repeated; `find`: first it is looked for, at once or after a grace. */
  | { kind: "later"; error: string; next: "unsent" | "find" | "find-after-grace" | "follow" };

/** How actions of a kind are done. All of it may be called again after a crash. */
export type Means<Kind extends ActionKind = ActionKind> = {
  /** Does it, or hands it to the service. What it throws is the service's refusal, or nobody knows what became of it. */
  send: (job: Job<Kind>) => Promise<TryStep>;
  /** What became of a try whose sender is gone, or whose reply was lost. Left out, nobody can know. */
  find?: (job: Job<Kind>) => Promise<TryStep>;
  /** How a try stands that was sent. */
  follow: (job: Job<Kind>, progress: unknown) => Promise<TryStep>;
  /** Asks the service to stop it. It may be repeated. */
  stop?: (job: Job<Kind>, progress: unknown) => Promise<void>;
};

export function ended(state: TryEnd["state"], rest: Omit<TryEnd, "state"> = {}): TryStep {
  return { kind: "ended", end: { state, ...rest } };
}

/** What was rendered, or a failure that says why it could not be. Nothing was sent yet. */
export function rendered<T>(result: Rendered<T>): { value: T } | { failed: TryStep } {
  return result.ok ? { value: result.value } : { failed: ended("FAILED", { error: problemWords(result.problems) }) };
}

function problemWords(problems: readonly TemplateProblem[]): string {
  return problems
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("\n");
}
