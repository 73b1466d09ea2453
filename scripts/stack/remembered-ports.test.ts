import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { temporaryFolder } from "../testing/temporary-folder.ts";
import { anyFreePort } from "./ports.ts";
import { choosePorts } from "./remembered-ports.ts";

describe("choosePorts", () => {
  test("gives every part a port of its own", async () => {
    const ports = Object.values(await choosePorts({ file: join(temporaryFolder(), "ports.json") }));

    expect(new Set(ports).size).toBe(4);
  });

  test("gives the same ports the next time", async () => {
    const file = join(temporaryFolder(), "ports.json");
    const web = await anyFreePort();
    const first = await choosePorts({ file, web });

    expect(await choosePorts({ file })).toEqual(first);
  });

  test("moves on from a port that is taken by now", async () => {
    const file = join(temporaryFolder(), "ports.json");
    const { web, ...others } = await choosePorts({ file, web: await anyFreePort() });
    await occupy(web);

    const moved = await choosePorts({ file });

    expect(moved).toMatchObject(others);
    expect(moved.web).not.toBe(web);
  });

  test("is not put off by a file that somebody broke", async () => {
    const file = join(temporaryFolder(), "ports.json");
    writeFileSync(file, "{");

    expect(Object.keys(await choosePorts({ file }))).toHaveLength(4);
  });
});

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return server;
}
