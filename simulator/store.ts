import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ClockSegment } from "./clock.ts";
import type { JobEvent } from "./drs/records.ts";
import type { World } from "./world.ts";

const FORMAT = 3;

/** What a save holds: the world, the clock's history and what was still to happen. */
type Saved = { format: number; seed: number; world: World; segments: ClockSegment[]; events: JobEvent[] };

/** Writes a save so that a crash leaves either the old or the new one. */
export function saveState(file: string, saved: Omit<Saved, "format">): void {
  const text = JSON.stringify({ format: FORMAT, ...saved }, (_key, value: unknown) =>
    value instanceof Map ? { $map: [...(value as Map<unknown, unknown>)] } : value,
  );
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Reads a save; undefined when there is none or it is of another format. Executions that ran are forgotten. */
export function loadState(file: string): Saved | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const saved = JSON.parse(text, revive) as Saved;
  if (saved.format !== FORMAT) return undefined;
  for (const { sfn } of saved.world.regions.values()) {
    for (const [arn, execution] of sfn.executions) if (execution.status === "RUNNING") sfn.executions.delete(arn);
  }
  return saved;
}

function revive(_key: string, value: unknown): unknown {
  const entries =
    typeof value === "object" && value !== null ? (value as { $map?: [unknown, unknown][] }).$map : undefined;
  return entries ? new Map(entries) : value;
}
