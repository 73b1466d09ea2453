import { describe, expect, test } from "vitest";

import type { WaveStatus } from "#lib/domain/execution-status.ts";

import { graphLayout, type GraphWave } from "./graph-layout.ts";
import { foldWaves, foldWords } from "./wave-folding.ts";

function wave(number: number, dependsOn: number[], status: WaveStatus = "PENDING"): GraphWave {
  return { number, name: `Wave ${number}`, dependsOn, status };
}

/** Waves one after another: `done` completed, then one that runs, the rest to go. */
function chain(length: number, done: number): GraphWave[] {
  return Array.from({ length }, (_, index) => {
    const status = index < done ? "COMPLETED" : index === done ? "LAUNCHING" : "PENDING";
    return wave(index + 1, index === 0 ? [] : [index], status);
  });
}

describe("the graph", () => {
  test("puts a wave behind everything it waits for", () => {
    const { nodes, edges } = graphLayout([wave(1, []), wave(2, [1]), wave(3, [1]), wave(4, [2, 3])]);
    expect(nodes.map((node) => [node.waves, node.column, node.row])).toEqual([
      [[1], 0, 0],
      [[2], 1, 0],
      [[3], 1, 1],
      [[4], 2, 0],
    ]);
    expect(edges).toHaveLength(4);
  });

  test("keeps a column readable and what needs attention in sight", () => {
    const waves = Array.from({ length: 12 }, (_, index) => wave(index + 1, [], index === 10 ? "FAILED" : "COMPLETED"));
    const { nodes, rows } = graphLayout(waves);
    expect(rows).toBe(5);
    expect(nodes.some((node) => node.waves.length === 1 && node.waves[0] === 11)).toBe(true);
    expect(nodes.flatMap((node) => node.waves)).toHaveLength(12);
  });

  test("joins what is done and what is far ahead in a long plan", () => {
    const { nodes, columns } = graphLayout(chain(300, 40));
    expect(nodes.map((node) => node.waves.length)).toEqual([40, 1, 1, 1, 257]);
    expect(columns).toBe(5);
  });

  test("shows a long plan that has not begun, and one that is over", () => {
    expect(graphLayout(chain(60, 0)).nodes.map((node) => node.waves.length)).toEqual([1, 1, 1, 57]);
    expect(graphLayout(chain(60, 60)).nodes.map((node) => node.waves.length)).toEqual([60]);
  });
});

describe("the list", () => {
  test("of a short plan shows every wave", () => {
    expect(foldWaves(chain(8, 5)).every((block) => block.kind === "wave")).toBe(true);
  });

  test("of a long plan folds what is done and what is to come, never what runs", () => {
    const words = foldWaves(chain(300, 40)).map((block) =>
      block.kind === "wave" ? block.wave.number : foldWords(block),
    );
    expect(words).toEqual(["Waves 1 to 40 completed", 41, "Waves 42 to 300 have not started"]);
  });

  test("leaves two waves between others alone", () => {
    const waves = chain(12, 12).map((entry) => (entry.number === 3 ? { ...entry, status: "FAILED" as const } : entry));
    expect(foldWaves(waves).map((block) => block.kind)).toEqual(["wave", "wave", "wave", "fold"]);
  });
});
