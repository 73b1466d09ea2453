/** Milliseconds since the epoch at both ends of the axis. */
export type TimeScale = { from: number; to: number };

export type Tick = { at: number; left: number; label: string };

const STEPS_SECONDS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
const MOST_TICKS = 8;
const SHORTEST_MS = 60_000;
/** The target stays on the axis once this much of it has passed; before that it would squeeze everything else. */
const TARGET_SHOWN_FROM = 0.25;

/** The axis of an execution: from its start to a little after what is known, the target with it when it is near. */
export function timeScale(times: { from: number; known: number; target: number | null }): TimeScale {
  const passed = Math.max(times.known - times.from, 0);
  const reach = Math.max(passed * 1.18, SHORTEST_MS);
  const untilTarget = times.target === null ? 0 : times.target - times.from;
  const isTargetNear = untilTarget > 0 && (passed >= untilTarget * TARGET_SHOWN_FROM || untilTarget <= reach);
  return { from: times.from, to: times.from + (isTargetNear ? Math.max(reach, untilTarget * 1.06) : reach) };
}

/** Place on the axis in percent, kept within it. */
export function placeOf(scale: TimeScale, at: number): number {
  const share = (at - scale.from) / (scale.to - scale.from);
  return Math.min(Math.max(share, 0), 1) * 100;
}

/** Round times of UTC, at most eight. */
export function ticksOf(scale: TimeScale): Tick[] {
  const step = stepOf(scale);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    ticks.push({ at, left: placeOf(scale, at), label: labelOf(at, step) });
  }
  return ticks;
}

/** A time as exact as the axis is. */
export function clockOn(scale: TimeScale, at: number): string {
  return labelOf(at, stepOf(scale));
}

function stepOf(scale: TimeScale): number {
  const length = (scale.to - scale.from) / 1000;
  return (STEPS_SECONDS.find((seconds) => length / seconds <= MOST_TICKS) ?? 86_400) * 1000;
}

function labelOf(at: number, step: number): string {
  return new Date(at).toISOString().slice(11, step < 60_000 ? 19 : 16);
}
