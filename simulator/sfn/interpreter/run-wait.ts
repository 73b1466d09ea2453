import { wallNow } from "../../clock.ts";
import type { Json } from "../json.ts";
import { readText, readWhole } from "./evaluate.ts";
import { runtimeFailure, type Frame } from "./thread.ts";

/** Waits in wall-clock time as a Wait state says. */
export async function runWait(frame: Frame, input: Json): Promise<void> {
  await frame.thread.scope.pause(await waitMs(frame, input));
}

async function waitMs(frame: Frame, input: Json): Promise<number> {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = frame.state;
  if (Seconds !== undefined) return Seconds * 1000;
  if (SecondsPath !== undefined) return (await readWhole(frame, SecondsPath, { input, least: 0 })) * 1000;
  const text = TimestampPath === undefined ? (Timestamp ?? "") : await readText(frame, TimestampPath, input);
  const until = Date.parse(text);
  if (Number.isNaN(until)) throw runtimeFailure(frame, `'${text}' is not a timestamp.`);
  return Math.max(0, until - wallNow());
}
