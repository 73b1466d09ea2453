import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { describeRemains } from "#lib/aws/ec2-remains.ts";
import type { Leftover } from "#lib/domain/execution.ts";
import { isStillGoing, toLeftovers } from "#lib/domain/remains.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { refusedOrWorking } from "./verdict.ts";
import type { CleanupWork } from "./work.ts";

/** How long an instance may shut down before what belongs to it is reported as left. */
const SHUT_DOWN_MS = 10 * 60_000;

type Found = {
  leftovers: Leftover[];
  /** Why somewhere it could not be read what is left. */
  error: string | null;
  isTooEarly: boolean;
};

/** What still carries the execution's tag in EC2, everywhere it launched anything. Somewhere AWS may refuse to say. */
export async function findLeftovers(engine: Engine, works: readonly CleanupWork[]): Promise<Found> {
  const found = await Promise.all(works.map((work) => leftoversIn(engine, work)));
  return {
    leftovers: found.flatMap((each) => each.leftovers),
    error: found.find((each) => each.error !== null)?.error ?? null,
    isTooEarly: found.some((each) => each.isTooEarly),
  };
}

async function leftoversIn(
  engine: Engine,
  { cleanup, execution, place, servers, terminations }: CleanupWork,
): Promise<Found> {
  const now = engine.context.now();
  const ends = terminations.map((termination) => termination.endedAt ?? now);
  const since = Math.max(cleanup.startedAt?.getTime() ?? 0, ...ends.map((end) => end.getTime()));
  try {
    const remains = await describeRemains(engine.aws, await placeOf(engine.context.db, place), execution.id);
    const hostnames = new Map(servers.map((server) => [server.sourceServerId, server.hostname]));
    return {
      leftovers: toLeftovers(remains, { place, hostnames, now }),
      error: null,
      isTooEarly: isStillGoing(remains) && now.getTime() - since < SHUT_DOWN_MS,
    };
  } catch (error) {
    const failure = awsFailureOf(error);
    const isTooEarly = refusedOrWorking(failure) === "working";
    return { leftovers: [], error: `What is left could not be read. ${awsWords(failure)}`, isTooEarly };
  }
}
