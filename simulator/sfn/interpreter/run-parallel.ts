import type { Json } from "../json.ts";
import { runBranches, type Branch } from "./branches.ts";
import { follow, type Frame } from "./thread.ts";

/** Runs the branches of a Parallel state and answers their outputs in the order of the branches. */
export async function runParallel(frame: Frame, input: Json): Promise<Json> {
  const { thread, state } = frame;
  follow(thread, "ParallelStateStarted");
  const branches = (state.Branches ?? []).map((machine, index): Branch => {
    const inside = { ...thread, scope: thread.scope.child(), current: undefined };
    return { thread: inside, index, work: () => thread.run.runMachine(inside, machine, input) };
  });
  const outputs = await runBranches(thread, branches, {
    more: () => undefined,
    succeeded: () => undefined,
    failed: () => undefined,
    aborted: () => undefined,
  });
  thread.run.history.append("ParallelStateSucceeded", thread.lastId);
  return outputs;
}
