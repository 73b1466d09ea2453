import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { REPOSITORY } from "../stack/repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { tryLock, withLock } from "./lock.mjs";

describe("a command", () => {
  test.each([
    ["demo", ["--fast"], "--fast is not known here."],
    ["demo", ["now"], "now is not known here."],
    ["demo", ["--port", "many"], '--port takes a number from 1 to 65535, not "many".'],
    ["demo", ["--port", "80.5"], '--port takes a whole number, not "80.5".'],
    ["demo", ["--port"], "--port needs another value here."],
    ["demo", ["--speed", "0"], '--speed takes a number from 0.1 to 100000, not "0".'],
    ["dev", ["--reset=no"], "--reset=no needs another value here."],
    ["simulator", ["--tempo", "2"], "--tempo is not known here."],
    ["test", ["--only", "lint,nothing"], '"nothing" is no step of the tests.'],
    ["build", ["--force"], "--force is not known here."],
    ["migrate", ["--force"], "--force is not known here."],
  ])("%s refuses %j in one sentence", (command, flags, sentence) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${command}.mjs`, ...flags], {
      cwd: REPOSITORY,
      encoding: "utf8",
    });

    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});

describe("a lock", () => {
  test("is had by one at a time", () => {
    const folder = join(temporaryFolder(), "lock");
    const release = tryLock(folder);

    expect(tryLock(folder)).toBeNull();
    release?.();
    expect(tryLock(folder)).not.toBeNull();
  });

  test("outlives neither its owner nor a process that got the owner's number", () => {
    const folder = join(temporaryFolder(), "lock");
    mkdirSync(folder);
    writeFileSync(join(folder, "owner"), `${process.pid} long-ago`);

    expect(tryLock(folder)).not.toBeNull();
  });

  test("makes the next one wait its turn", async () => {
    const folder = join(temporaryFolder(), "lock");
    const order: string[] = [];
    const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
    const first = withLock(folder, "", async () => {
      await finished;
      order.push("first");
    });
    const second = withLock(folder, "", () => Promise.resolve(order.push("second")));

    finish(undefined);
    await Promise.all([first, second]);

    expect(order).toEqual(["first", "second"]);
    expect(existsSync(folder)).toBe(false);
  });
});
