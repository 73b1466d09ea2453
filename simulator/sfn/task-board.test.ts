import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Cancelled, StateFailure } from "./interpreter/failure.ts";
import { TaskBoard, type Offer } from "./task-board.ts";

const ARN = "arn:aws:states:us-west-2:111122223333:activity:work";
const here = new AbortController().signal;

function order(number: number, limits: { heartbeatSeconds?: number; timeoutSeconds?: number } = {}) {
  return {
    activityArn: ARN,
    executionArn: `${ARN.replace("activity", "execution")}:run`,
    scheduledId: number,
    input: String(number),
    heartbeatSeconds: limits.heartbeatSeconds,
    timeoutSeconds: limits.timeoutSeconds,
    onStarted: () => undefined,
  };
}

describe("the task board", () => {
  let board: TaskBoard;

  beforeEach(() => {
    vi.useFakeTimers();
    board = new TaskBoard(1);
  });
  afterEach(() => {
    board.cancelAll();
    vi.useRealTimers();
  });

  const poll = (signal = here): Promise<Offer | undefined> => board.take(ARN, { name: "worker", signal });
  const takeNow = async (): Promise<Offer> => {
    const offer = await poll();
    if (!offer) throw new Error("No task");
    offer.settled(true);
    return offer;
  };
  /** What became of a task: its output, or the error and the further name that it is known by. */
  const watch = (number: number, limits?: Parameters<typeof order>[1]) => {
    const seen: string[] = [];
    board.schedule(order(number, limits)).output.then(
      (output) => seen.push(output),
      (error: unknown) => seen.push(error instanceof StateFailure ? (error.error ?? "") : String(error)),
    );
    return seen;
  };

  test("counts a heartbeat that comes right before its time is over", async () => {
    const seen = watch(1, { heartbeatSeconds: 10 });
    const { token } = await takeNow();
    for (let beat = 0; beat < 3; beat += 1) {
      await vi.advanceTimersByTimeAsync(9_999);
      expect([beat, board.isOpen(token)]).toEqual([beat, true]);
      board.heartbeat(token);
    }
    await vi.advanceTimersByTimeAsync(10_001);
    expect([seen, board.isOpen(token)]).toEqual([["States.Timeout"], false]);
  });

  test("counts a heartbeat that a busy process reads after its timer rang", async () => {
    const seen = watch(1, { heartbeatSeconds: 1 });
    const { token } = await takeNow();
    vi.advanceTimersToNextTimer();
    board.heartbeat(token);
    await vi.advanceTimersByTimeAsync(999);
    expect(seen).toEqual([]);
  });

  test("ends a task by its timeout whatever its heartbeats", async () => {
    const seen = watch(1, { heartbeatSeconds: 10, timeoutSeconds: 15 });
    const { token } = await takeNow();
    await vi.advanceTimersByTimeAsync(8_000);
    board.heartbeat(token);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(seen).toEqual(["States.Timeout"]);
  });

  test("starts no clock before a worker has the task", async () => {
    const seen = watch(1, { heartbeatSeconds: 1, timeoutSeconds: 2 });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(seen).toEqual([]);
    board.succeed((await takeNow()).token, "done");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual(["done"]);
  });

  test("keeps a poll for 60 seconds and then lets it go without a task", async () => {
    const answers: unknown[] = [];
    void poll().then((offer) => answers.push(offer));
    await vi.advanceTimersByTimeAsync(59_999);
    expect([answers, board.openPolls(ARN)]).toEqual([[], 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([answers, board.openPolls(ARN)]).toEqual([[undefined], 0]);
  });

  test("serves pollers and tasks in their order, and never one that went away", async () => {
    const served: string[] = [];
    const gone = new AbortController();
    for (const name of ["a", "gone", "b"]) {
      const signal = name === "gone" ? gone.signal : here;
      void board.take(ARN, { name, signal }).then((offer) => served.push(`${name}:${offer?.input}`));
    }
    gone.abort();
    for (const number of [1, 2, 3]) watch(number);
    await vi.advanceTimersByTimeAsync(0);
    expect(served).toEqual(["gone:undefined", "a:1", "b:2"]);
    expect((await takeNow()).input).toBe("3");
    expect(await board.take(ARN, { name: "late", signal: gone.signal })).toBeUndefined();
  });

  test("hands a task whose answer was lost to the next poller, before all others", async () => {
    for (const number of [1, 2]) watch(number);
    const lost = await poll();
    lost?.settled(false);
    const again = await takeNow();
    expect([again.input, again.token]).toEqual(["1", lost?.token]);
  });

  test("does not hand out a task that was cancelled while it waited", async () => {
    const { output, cancel } = board.schedule(order(1));
    watch(2);
    cancel();
    await expect(output).rejects.toBeInstanceOf(Cancelled);
    expect((await takeNow()).input).toBe("2");
  });

  test("gives out tokens that say nothing, and no two alike", async () => {
    watch(1);
    watch(2);
    const [first, second] = [await takeNow(), await takeNow()];
    expect(first.token).not.toBe(second.token);
    for (const { token } of [first, second]) {
      expect(token).toMatch(/^[\w+/=]{100,1024}$/);
      expect(Buffer.from(token, "base64url").toString("latin1")).not.toMatch(/arn:|execution|work/);
    }
  });

  describe("with a delay of delivery", () => {
    const delaysOf = async (seed: number, polls: number): Promise<number[]> => {
      board = new TaskBoard(seed);
      board.deliveryDelay = { fewerThanPolls: 5, upToSeconds: 30 };
      const waits: number[] = [];
      const startedAt = Date.now();
      for (let number = 0; number < polls; number += 1) {
        void poll().then((offer) => offer && waits.push(Date.now() - startedAt));
      }
      for (const number of [1, 2, 3]) watch(number);
      await vi.advanceTimersByTimeAsync(30_000);
      board.cancelAll();
      return waits;
    };

    test("stalls tasks while few polls are open, the same for the same seed", async () => {
      const waits = await delaysOf(7, 4);
      expect(waits).toHaveLength(3);
      expect(Math.min(...waits)).toBeGreaterThan(0);
      expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
      expect(await delaysOf(7, 4)).toEqual(waits);
      expect(await delaysOf(8, 4)).not.toEqual(waits);
    });

    test("stalls nothing while enough polls are open", async () => {
      expect((await delaysOf(7, 7)).filter((wait) => wait === 0)).toHaveLength(3);
    });

    test("forgets a stalled task with its execution", async () => {
      board.deliveryDelay = { fewerThanPolls: 5, upToSeconds: 30 };
      const { output, cancel } = board.schedule(order(1));
      cancel();
      await expect(output).rejects.toBeInstanceOf(Cancelled);
      const polled = poll();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await polled).toBeUndefined();
    });
  });
});
