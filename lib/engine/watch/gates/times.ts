import type { Engine } from "../../engine.ts";

/** From the end of a probe to the next one, in looks. */
const REPEAT_TICKS = 3;
/** After so many looks a probe is given up. AWS ends one by itself before that, unless nobody fetches it. */
const GIVE_UP_TICKS = 20;

/** When probes are repeated and given up, milliseconds. */
export function probeTimes({ settings }: Engine): { repeatMs: number; giveUpMs: number } {
  const tickMs = settings.watchSeconds * 1000;
  return { repeatMs: REPEAT_TICKS * tickMs, giveUpMs: GIVE_UP_TICKS * tickMs };
}
