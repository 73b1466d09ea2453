import { wallNow, type ClockSegment } from "./clock.ts";
import type { DrsEvent } from "./drs/records.ts";
import { Saved } from "./saved-state-model.ts";
import type { Simulation } from "./simulation.ts";
import { forgetRunning } from "./sfn/records.ts";
import type { TopologyName } from "./seed/topologies.ts";
import type { World } from "./world.ts";

const FORMAT = 6;

/** All that a simulator needs to go on where another one was; `savedAt` is in wall-clock milliseconds. */
export type SavedState = {
  format: number;
  savedAt: number;
  topology: TopologyName;
  seed: number;
  world: World;
  segments: ClockSegment[];
  events: DrsEvent[];
};

/** A text that is no saved state, or not one of ours; `field` names the culprit where there is one. */
export class UnreadableState extends Error {
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.name = "UnreadableState";
    this.field = field;
  }
}

/** The complete state as JSON; Maps are written as `{"$map": [[key, value], …]}`. */
export function writeState({ topology, seed, world, clock, events }: Simulation): string {
  const saved: SavedState = {
    ...{ format: FORMAT, savedAt: wallNow(), topology, seed, world },
    segments: clock.segments,
    events: events.pending(),
  };
  return JSON.stringify(saved, (_key, value: unknown) =>
    value instanceof Map ? { $map: [...(value as Map<unknown, unknown>)] } : value,
  );
}

/** Reads what `writeState` wrote. Executions that ran are forgotten, for nobody runs them any more. */
export function readState(text: string): SavedState {
  const parsed = parse(text);
  const format = typeof parsed === "object" && parsed !== null && "format" in parsed ? parsed.format : undefined;
  if (format !== FORMAT)
    throw new UnreadableState(`format: ${FORMAT} is expected, this is ${String(format)}`, "format");
  const { error } = Saved.safeParse(parsed);
  if (error) {
    const [issue] = error.issues;
    const field = issue?.path.join(".");
    throw new UnreadableState(`${field}: ${issue?.message}`, field);
  }
  const saved = parsed as SavedState;
  for (const { sfn } of saved.world.regions.values()) forgetRunning(sfn);
  return saved;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    throw new UnreadableState(`This is not a saved state: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$map" in value) || !Array.isArray(value.$map)) return value;
  return new Map(value.$map as [unknown, unknown][]);
}
