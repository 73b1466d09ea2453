import type { Machine } from "../definition/program.ts";
import type { Json } from "../json.ts";
import { runBranches, type Branch } from "./branches.ts";
import { fill, read, readWhole } from "./evaluate.ts";
import { follow, runtimeFailure, type Frame, type Thread } from "./thread.ts";

/** AWS runs at most 40 iterations of an inline Map at once. */
const MOST_AT_ONCE = 40;

/** Runs the iterations of a Map state and answers their outputs in the order of the items. */
export async function runMap(frame: Frame, input: Json): Promise<Json> {
  const { thread, state, name } = frame;
  const items = await itemsOf(frame, input);
  const atOnce = await concurrency(frame, input);
  const machine = state.ItemProcessor ?? state.Iterator;
  if (!machine) throw runtimeFailure(frame, "The Map state has no ItemProcessor.");
  follow(thread, "MapStateStarted", { length: items.length });
  const { history } = thread.run;
  const startedId = thread.lastId;
  let begun = 0;
  const begin = (afterId: number): Branch => {
    const index = begun;
    begun += 1;
    const item = { Index: index, Value: items[index] ?? null };
    const lastId = history.append("MapIterationStarted", afterId, { name, index });
    return toBranch(frame, {
      thread: { ...thread, scope: thread.scope.child(), lastId, current: undefined, item },
      index,
      machine,
      input,
    });
  };
  const firsts = items.slice(0, atOnce).map(() => begin(startedId));
  const outputs = await runBranches(thread, firsts, {
    more: (ended) => (begun < items.length ? begin(ended.thread.lastId) : undefined),
    succeeded: ({ thread: { lastId }, index }) => {
      thread.lastId = history.append("MapIterationSucceeded", lastId, { name, index });
    },
    failed: ({ thread: { lastId }, index }) => void history.append("MapIterationFailed", lastId, { name, index }),
    aborted: ({ index }, causeId) => void history.append("MapIterationAborted", causeId, { name, index }),
  });
  history.append("MapStateSucceeded", thread.lastId);
  return outputs;
}

type Iteration = { thread: Thread; index: number; machine: Machine; input: Json };

function toBranch(frame: Frame, { thread, index, machine, input }: Iteration): Branch {
  const { ItemSelector, Parameters } = frame.state;
  const selector = ItemSelector ?? Parameters;
  const work = async (): Promise<Json> => {
    const item = selector === undefined ? thread.item?.Value : await fill({ ...frame, thread }, selector, input);
    return thread.run.runMachine(thread, machine, item ?? null);
  };
  return { thread, index, work };
}

async function itemsOf(frame: Frame, input: Json): Promise<Json[]> {
  const items = await read(frame, frame.state.ItemsPath, input);
  if (Array.isArray(items)) return items;
  throw runtimeFailure(frame, "The items of a Map state must be an array.");
}

async function concurrency(frame: Frame, input: Json): Promise<number> {
  const { MaxConcurrency = 0, MaxConcurrencyPath } = frame.state;
  const asked =
    MaxConcurrencyPath === undefined ? MaxConcurrency : await readWhole(frame, MaxConcurrencyPath, { input, least: 0 });
  return asked === 0 ? MOST_AT_ONCE : Math.min(asked, MOST_AT_ONCE);
}
