import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NO_ACTIONS } from "./actions/wave-actions.ts";
import { endOfFlow, type Flow, type FlowWave, nextWaveChange, wavesToSkip } from "./execution-flow.ts";
import {
  type ExecutionStatus,
  hasWavePassed,
  isServerProblem,
  isServerSettled,
  isUnstarted,
  isWaveOver,
  type ServerStatus,
  serverTransition,
  waveTransition,
} from "./execution-status.ts";
import { forwardWaves } from "./testing/wave-graph.ts";
import { OnFailure } from "./wave-policy.ts";
import { turnOf } from "./wave-turn.ts";
import type { JudgedServer } from "./wave-verdict.ts";

/** An execution in memory, driven by the pure rules alone, as the services drive the one in the database. */
class Model {
  status: ExecutionStatus = "RUNNING";
  waves: FlowWave[];
  servers: Map<number, JudgedServer[]>;
  begun: number[] = [];

  constructor(waves: FlowWave[], servers: Map<number, JudgedServer[]>) {
    this.waves = waves;
    this.servers = new Map([...servers].map(([number, all]) => [number, all.map((server) => ({ ...server }))]));
  }

  get flow(): Flow {
    return { status: this.status, waves: this.waves, servers: this.servers };
  }

  wave(number: number): FlowWave {
    const found = this.waves.find((wave) => wave.number === number);
    if (found === undefined) throw new Error(`no wave ${number}`);
    return found;
  }

  settle(): void {
    for (let change = nextWaveChange(this.flow); change !== null; change = nextWaveChange(this.flow)) {
      const wave = this.wave(change.number);
      wave.status = waveTransition(wave.status, change.status);
      wave.isContinued = change.isContinued;
    }
    for (const number of wavesToSkip(this.flow)) this.moveAll(number, isUnstarted, "SKIPPED");
    const end = endOfFlow(this.flow);
    if (end !== null) this.status = end;
  }

  begin(): void {
    for (const wave of this.waves) {
      if (wave.status !== "PENDING" || turnOf(wave, this.flow).kind !== "go") continue;
      wave.status = waveTransition(wave.status, "LAUNCHING");
      this.begun.push(wave.number);
      for (const other of this.waves) {
        if (wave.dependsOn.includes(other.number)) expect(hasWavePassed(other)).toBe(true);
      }
      this.moveAll(wave.number, (status) => status === "PENDING", "QUEUED");
    }
    this.settle();
  }

  move(server: JudgedServer, to: ServerStatus): void {
    server.status = serverTransition(server.status, to);
  }

  moveAll(number: number, which: (status: ServerStatus) => boolean, to: ServerStatus): void {
    for (const server of this.servers.get(number) ?? []) if (which(server.status)) this.move(server, to);
  }
}

const NEXT: Partial<Record<ServerStatus, readonly ServerStatus[]>> = {
  QUEUED: ["LAUNCHING"],
  LAUNCHING: ["LAUNCHED", "LAUNCHED", "FAILED", "QUEUED"],
  LAUNCHED: ["HEALTHY", "HEALTHY", "UNHEALTHY"],
};

const anyModel = forwardWaves.chain((waves) =>
  fc.record({
    waves: fc.tuple(
      ...waves.map((wave) =>
        fc.record({
          number: fc.constant(wave.number),
          name: fc.constant(wave.name),
          dependsOn: fc.constant(wave.dependsOn),
          status: fc.constant("PENDING" as const),
          isContinued: fc.constant(false),
          onFailure: fc.constantFrom(...OnFailure.options),
          passPercent: fc.integer({ min: 1, max: 100 }),
          hasTrouble: fc.constant(false),
          before: fc.constant(NO_ACTIONS),
          after: fc.constant(NO_ACTIONS),
        }),
      ),
    ),
    servers: fc.tuple(
      ...waves.map(() =>
        fc.array(fc.record({ status: fc.constant("PENDING" as const), isCritical: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
      ),
    ),
  }),
);

/** Every choice of fate and of the person at the console, in order; when they run out, the friendliest one. */
const choices = fc.infiniteStream(fc.nat({ max: 999 }));
const cancelAfter = fc.option(fc.nat({ max: 60 }), { nil: null });

function newModel(drawn: { waves: readonly FlowWave[]; servers: readonly (readonly JudgedServer[])[] }): Model {
  const waves = drawn.waves.map((wave) => ({ ...wave }));
  return new Model(
    waves,
    new Map(waves.map((wave, index) => [wave.number, (drawn.servers[index] ?? []).map((one) => ({ ...one }))])),
  );
}

/** Lets one thing happen: a server moves on, or a person answers. False when nothing is left that could. */
function happen(model: Model, choose: (count: number) => number): boolean {
  const movable = [...model.servers].flatMap(([number, all]) =>
    all.filter((server) => canMove(model, server)).map((server) => ({ number, server })),
  );
  const asking = model.waves.filter((wave) => wave.status === "AWAITING_DECISION");
  const count = movable.length + asking.length;
  if (count === 0) return false;
  const picked = choose(count);
  const mover = movable[picked];
  if (mover !== undefined) {
    const ways = NEXT[mover.server.status] ?? [];
    model.move(mover.server, ways[choose(ways.length)] ?? mover.server.status);
  } else decide(model, asking[picked - movable.length], choose(4));
  model.settle();
  return true;
}

function canMove(model: Model, { status }: JudgedServer): boolean {
  return NEXT[status] !== undefined && (status !== "QUEUED" || model.status === "RUNNING");
}

function decide(model: Model, wave: FlowWave | undefined, answer: number): void {
  if (wave === undefined) return;
  if (answer === 0) model.moveAll(wave.number, isServerProblem, "QUEUED");
  if (answer === 1) model.moveAll(wave.number, isServerProblem, "SKIPPED");
  if (answer === 2) wave.isContinued = true;
  if (answer === 3) {
    wave.status = waveTransition(wave.status, "FAILED");
  }
}

const LONG = 4000;

describe("an execution by its rules alone, whatever happens to its servers", () => {
  test("comes to a true end: waves after what they wait for, each begun once, nothing left open", () => {
    fc.assert(
      fc.property(anyModel, choices, cancelAfter, (drawn, stream, cancel) => {
        const model = newModel(drawn);
        const fate = stream[Symbol.iterator]();
        const choose = (count: number): number => (fate.next().value as number) % count;
        model.begin();
        for (let step = 0; step < LONG && !isWaveEnd(model.status); step += 1) {
          if (step === cancel) {
            model.status = "CANCELLING";
            model.settle();
          }
          model.begin();
          if (isWaveEnd(model.status)) break;
          expect(happen(model, choose)).toBe(true);
        }
        expect(new Set(model.begun).size).toBe(model.begun.length);
        expectTrueEnd(model);
      }),
      { numRuns: 300 },
    );
  });

  test("settling twice is settling once", () => {
    fc.assert(
      fc.property(anyModel, choices, (drawn, stream) => {
        const model = newModel(drawn);
        const fate = stream[Symbol.iterator]();
        model.begin();
        for (let step = 0; step < 20; step += 1) {
          if (!happen(model, (count) => (fate.next().value as number) % count)) break;
          const before = JSON.stringify(model.waves);
          model.settle();
          expect(JSON.stringify(model.waves)).toBe(before);
        }
      }),
    );
  });
});

function isWaveEnd(status: ExecutionStatus): boolean {
  return ["COMPLETED", "PARTIAL", "FAILED", "CANCELLED"].includes(status);
}

function expectTrueEnd(model: Model): void {
  const servers = [...model.servers.values()].flat();
  expect(model.waves.every((wave) => isWaveOver(wave.status))).toBe(true);
  expect(servers.some(({ status }) => status === "LAUNCHING" || isUnstarted(status))).toBe(false);
  if (model.status !== "CANCELLED") expect(servers.every(({ status }) => isServerSettled(status))).toBe(true);
  if (model.status === "COMPLETED") expect(servers.every(({ status }) => status === "HEALTHY")).toBe(true);
  for (const wave of model.waves) {
    const isBlocked = model.waves.some(
      (other) => wave.dependsOn.includes(other.number) && !hasWavePassed(other) && isWaveOver(other.status),
    );
    if (isBlocked) expect(wave.status).toBe("CANCELLED");
  }
}
