import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { buildConsole } from "../stack/next-build.ts";
import { REPOSITORY } from "../stack/repository.ts";
import { scratchFolder } from "../stack/scratch-folder.ts";
import { signalGroup } from "../stack/signals.ts";
import { answers, waitUntil } from "../stack/wait-until.ts";
import { apiClient } from "./api.ts";
import { Credentials } from "./credentials.ts";

type Demo = { process: ChildProcess; output: () => string; credentials: Credentials };

const folder = scratchFolder("demo");
const ENTRY = ["--import", "./scripts/bootstrap/leash.mjs", "scripts/demo/main.ts"];

describe("the demo", () => {
  let demo: Demo;

  beforeAll(async () => {
    await buildConsole({ logFile: join(REPOSITORY, ".cache/build.log"), say: () => undefined });
    demo = await startDemo();
  }, 300_000);
  afterAll(() => stopDemo(demo));

  test("leaves its credentials for nobody but their owner", () => {
    const file = join(folder, "credentials.json");

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(readFileSync(file, "utf8")) as object)).toEqual([
      "url",
      "simulatorUrl",
      "apiToken",
      "users",
    ]);
  });

  test("shows what a person needs", () => {
    const { url, apiToken, users } = demo.credentials;

    for (const word of [url, apiToken, ...users.flatMap(({ email, password }) => [email, password])]) {
      expect(demo.output()).toContain(word);
    }
  });

  test("comes with a plan of three waves that the token may read", async () => {
    const { items } = (await api(demo).get("/recovery-plans")) as { items: { name: string; waveCount: number }[] };

    expect(items).toMatchObject([{ name: "Web shop", waveCount: 3 }]);
  });

  test("refuses to run twice in one place", async () => {
    const second = spawnDemo();
    const said = collectOutput(second);
    await once(second, "close");

    expect(second.exitCode).toBe(1);
    expect(said().trim()).toBe("This is running in this clone already. Stop it with Ctrl-C, then try again.");
  });

  test("starts the web server again after it was killed", async () => {
    const pid = Number(pidsOf(demo).find(([, command]) => command.includes("next-server"))?.[0]);

    process.kill(pid, "SIGKILL");
    await waitUntil(() => demo.output().includes("The web server stopped (signal SIGKILL)"), {
      what: "No line came",
      seconds: 10,
    });

    await waitUntil(() => answers(`${demo.credentials.url}/api/health`), { what: "It did not come back", seconds: 30 });
  });

  test("ends with everything it started, and has its data the next time, elsewhere if its port is gone", async () => {
    const pids = pidsOf(demo).map(([pid]) => pid);
    expect(pids.length).toBeGreaterThan(4);

    expect(await stopDemo(demo)).toBe(0);
    await waitUntil(() => pids.every((pid) => !existsSync(`/proc/${pid}`)), { what: "Something was left", seconds: 5 });
    const before = demo.credentials;
    await occupy(Number(new URL(before.url).port));
    demo = await startDemo();

    expect(demo.credentials).toMatchObject({ apiToken: before.apiToken, users: before.users });
    expect(demo.credentials.url).not.toBe(before.url);
    expect(await api(demo).get("/recovery-plans")).toMatchObject({ items: [{ name: "Web shop" }] });
  });
});

function spawnDemo(): ChildProcess {
  const options = JSON.stringify({ folder, speed: 600 });
  return spawn(process.execPath, [...ENTRY, options], {
    cwd: REPOSITORY,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

async function startDemo(): Promise<Demo> {
  const child = spawnDemo();
  const output = collectOutput(child);
  const file = join(folder, "credentials.json");
  const credentials = await waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`The demo ended:\n${output()}`);
      return output().includes("Ctrl-C") ? Credentials.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
    },
    { what: "The demo did not start", seconds: 150 },
  );
  return { process: child, output, credentials };
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}

async function stopDemo({ process: child }: Demo): Promise<number | null> {
  if (child.exitCode !== null || child.pid === undefined) return child.exitCode;
  const exit = once(child, "exit") as Promise<[number | null]>;
  signalGroup(child.pid, "SIGTERM");
  return (await exit)[0];
}

/** Every process below the demo, with what it runs. */
function pidsOf({ process: { pid } }: Demo): [string, string][] {
  const children = readFileSync(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, "utf8")
    .trim()
    .split(" ");
  return children.map((child) => [child, readFileSync(`/proc/${child}/cmdline`, "utf8")]);
}

function api({ credentials }: Demo) {
  return apiClient({ url: credentials.url, token: credentials.apiToken });
}

async function occupy(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
}
