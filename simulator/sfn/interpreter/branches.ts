import type { State } from "../definition/program.ts";
import type { Json } from "../json.ts";
import { Cancelled } from "./failure.ts";
import type { Thread } from "./thread.ts";

/** Types of states for which AWS writes that they were aborted. */
const ABORTABLE: ReadonlySet<State["Type"]> = new Set(["Task", "Wait", "Map", "Parallel"]);

/** A thread inside a Map or Parallel state, and what comes of it. */
export type Branch = { thread: Thread; index: number; work: () => Promise<Json> };

/** How branches start after each other's end and what is noted of their ends. Ids are of the events that they follow. */
type Notes = {
  succeeded: (branch: Branch) => void;
  failed: (branch: Branch) => void;
  aborted: (branch: Branch, causeId: number) => void;
};

/** Runs branches side by side; `more` gives the one that follows one that ended. The first failure ends the others. */
export async function runBranches(
  parent: Thread,
  firsts: readonly Branch[],
  notes: Notes & { more: (ended: Branch) => Branch | undefined },
): Promise<Json[]> {
  const results: Json[] = [];
  const open = new Set(firsts);
  const runOn = async (first: Branch): Promise<void> => {
    for (let branch: Branch | undefined = first; branch;) {
      results[branch.index] = await workOf(branch);
      open.delete(branch);
      parent.lastId = branch.thread.lastId;
      notes.succeeded(branch);
      branch = notes.more(branch);
      if (branch) open.add(branch);
    }
  };
  try {
    await Promise.all(firsts.map(runOn));
    return results;
  } catch (error) {
    if (!(error instanceof BranchFailure)) throw error;
    const { branch: failed, cause } = error;
    for (const branch of open) branch.thread.scope.end();
    parent.lastId = failed.thread.lastId;
    notes.failed(failed);
    noteAborted(failed, failed.thread.lastId);
    open.delete(failed);
    for (const branch of open) {
      notes.aborted(branch, failed.thread.lastId);
      noteAborted(branch, failed.thread.lastId);
    }
    throw cause;
  }
}

class BranchFailure extends Error {
  readonly branch: Branch;
  override readonly cause: unknown;

  constructor(branch: Branch, cause: unknown) {
    super("A branch failed");
    this.branch = branch;
    this.cause = cause;
  }
}

async function workOf(branch: Branch): Promise<Json> {
  try {
    const result = await branch.work();
    branch.thread.scope.end();
    return result;
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    throw new BranchFailure(branch, error);
  }
}

function noteAborted({ thread }: Branch, causeId: number): void {
  const { current, run } = thread;
  if (current && ABORTABLE.has(current.Type)) run.history.append(`${current.Type}StateAborted`, causeId);
}
