import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StateKeeper } from "./store.ts";

describe("a keeper of state", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    vi.useFakeTimers();
    folder = mkdtempSync(join(tmpdir(), "simulator-"));
    file = join(folder, "state.json");
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  test("saves half a second after the first of several changes", () => {
    let saves = 0;
    const keeper = new StateKeeper(file, () => `save ${(saves += 1)}`);
    for (let change = 0; change < 5; change += 1) {
      keeper.saveSoon();
      vi.advanceTimersByTime(100);
    }
    expect(saves).toBe(1);
    expect(readFileSync(file, "utf8")).toBe("save 1");
  });

  test("saves less often the longer it takes, but every ten seconds at least", () => {
    const moments: number[] = [];
    let tookMs = 100;
    const keeper = new StateKeeper(file, () => {
      moments.push(performance.now());
      vi.advanceTimersByTime(tookMs);
      return "";
    });
    keeper.saveSoon();
    vi.advanceTimersByTime(500);
    keeper.saveSoon();
    vi.advanceTimersByTime(1999);
    expect(moments).toHaveLength(1);
    tookMs = 3000;
    vi.advanceTimersByTime(1);
    expect(moments).toHaveLength(2);
    keeper.saveSoon();
    vi.advanceTimersByTime(10_000);
    expect(moments).toHaveLength(3);
  });

  test("saves when it is closed, and never after that", () => {
    let saves = 0;
    const keeper = new StateKeeper(file, () => `save ${(saves += 1)}`);
    keeper.saveSoon();
    keeper.close();
    keeper.saveSoon();
    keeper.close();
    vi.advanceTimersByTime(60_000);
    expect(readFileSync(file, "utf8")).toBe("save 1");
    expect(saves).toBe(1);
  });

  test("goes on when a save fails", () => {
    const complaint = vi.spyOn(console, "error").mockReturnValue();
    const keeper = new StateKeeper(join(folder, "none", "state.json"), () => "");
    keeper.saveSoon();
    vi.advanceTimersByTime(500);
    expect(complaint).toHaveBeenCalledTimes(1);
    expect(existsSync(file)).toBe(false);
    keeper.close();
    expect(complaint).toHaveBeenCalledTimes(2);
  });
});
