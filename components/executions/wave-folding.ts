import type { WaveStatus } from "#lib/domain/execution-status.ts";

type Numbered = { number: number; status: WaveStatus };

export type WaveBlock<W> = { kind: "wave"; wave: W } | { kind: "fold"; which: "completed" | "to go"; waves: W[] };

const SHORTEST_FOLD = 3;
/** Below this many waves nothing is folded: all of them fit a screen. */
const FOLD_FROM = 9;

/** Runs of completed waves, and of waves that have not begun, as one line each; what runs or went wrong always stands alone. */
export function foldWaves<W extends Numbered>(waves: readonly W[]): WaveBlock<W>[] {
  if (waves.length < FOLD_FROM) return waves.map((wave) => ({ kind: "wave", wave }));
  const blocks: WaveBlock<W>[] = [];
  let run: W[] = [];
  function closeRun(): void {
    const which = foldOf(run[0]?.status);
    if (which !== null && run.length >= SHORTEST_FOLD) blocks.push({ kind: "fold", which, waves: run });
    else for (const wave of run) blocks.push({ kind: "wave", wave });
    run = [];
  }
  for (const wave of waves) {
    if (foldOf(run[0]?.status) !== foldOf(wave.status)) closeRun();
    run.push(wave);
  }
  closeRun();
  return blocks;
}

/** `Waves 4 to 31 completed`, `Waves 60 to 300 have not started`. */
export function foldWords(block: { which: "completed" | "to go"; waves: readonly { number: number }[] }): string {
  const first = block.waves[0]?.number ?? 0;
  const last = block.waves.at(-1)?.number ?? 0;
  return `Waves ${first} to ${last} ${block.which === "completed" ? "completed" : "have not started"}`;
}

function foldOf(status: WaveStatus | undefined): "completed" | "to go" | null {
  if (status === "COMPLETED") return "completed";
  return status === "PENDING" || status === "WAITING" ? "to go" : null;
}
