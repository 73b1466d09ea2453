import type { Engine } from "../../engine.ts";

/** From the end of a probe to the next one, in looks. */
const REPEAT_TICKS = 3;
/** After so long a probe is given up. By then AWS has ended it: it may be fetched for 30 s and run for 15 s. */
const GIVE_UP_MS = 60_000;

/** When probes are repeated and given up, milliseconds. */
export function probeTimes({ settings }: Engine): { repeatMs: number; giveUpMs: number } {
  return { repeatMs: REPEAT_TICKS * settings.watchSeconds * 1000, giveUpMs: GIVE_UP_MS };
}
