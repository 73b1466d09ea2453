import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { readState, UnreadableState, type SavedState } from "./saved-state.ts";

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A save stops everything else; it may take a twentieth of the time at most. */
const PAUSE_PER_SAVE = 20;

/** Keeps a file up to date: at most ten seconds old, and complete once it is closed. */
export class StateKeeper {
  private readonly file: string;
  private readonly write: () => string;
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = SHORTEST_PAUSE_MS;
  private isClosed = false;

  constructor(file: string, write: () => string) {
    this.file = file;
    this.write = write;
  }

  saveSoon(): void {
    if (!this.isClosed) this.timer ??= setTimeout(() => this.save(), this.pauseMs);
  }

  close(): void {
    if (!this.isClosed) this.save();
    this.isClosed = true;
  }

  private save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const start = performance.now();
    try {
      replaceFile(this.file, this.write());
    } catch (error) {
      console.error(`simulator: could not save ${this.file}`, error);
    }
    const tookMs = performance.now() - start;
    this.pauseMs = Math.min(Math.max(SHORTEST_PAUSE_MS, PAUSE_PER_SAVE * tookMs), LONGEST_PAUSE_MS);
  }
}

/** Writes a file so that a crash leaves either the old or the new one. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Reads a save; undefined when there is none or it is of another format. Throws UnreadableState when it is broken. */
export function loadState(file: string): SavedState | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return readState(text);
  } catch (error) {
    if (!(error instanceof UnreadableState)) throw error;
    if (error.field !== "format") throw new UnreadableState(`${file}: ${error.message}`, error.field);
    console.warn(`simulator: begins anew, for ${file} was saved by another version`);
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
