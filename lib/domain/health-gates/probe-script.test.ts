import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { posixWords } from "#lib/domain/actions/testing/posix-words.ts";

import type { HealthCheck } from "./health-gate.ts";
import { probeScript } from "./probe-script.ts";

const HTTP = { port: 8080, path: "/", expectedStatus: { from: 200, to: 399 } };
const http = (path: string): HealthCheck => ({ protocol: "HTTP", ...HTTP, path });

type Ran = { code: number; stdout: string };

/** Runs a script as the agent does, with `curl` replaced by a script that says `says` or fails. */
async function run(check: HealthCheck, curl = "exit 7"): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  writeFileSync(join(folder, "curl"), `#!/bin/sh\n${curl}\n`);
  chmodSync(join(folder, "curl"), 0o755);
  writeFileSync(join(folder, "script.sh"), probeScript(check, "POSIX").join("\n"));
  const env = { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}`, ARGUMENTS: join(folder, "arguments") };
  const ran = promisify(execFile)("sh", [join(folder, "script.sh")], { env });
  return ran.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: unknown) => error as Ran,
  );
}

describe("on Linux", () => {
  test("a port that is open passes, a closed one is said to be", async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    expect(await run({ protocol: "TCP", port })).toMatchObject({ code: 0, stdout: "" });
    await new Promise((done) => server.close(done));
    expect(await run({ protocol: "TCP", port })).toMatchObject({ code: 1, stdout: "no connection\n" });
  });

  test.each([
    ["a status in the range passes", "printf 204", { code: 0, stdout: "" }],
    ["another status is told", "printf 503", { code: 1, stdout: "answered 503\n" }],
    ["no answer is told", "exit 7", { code: 1, stdout: "no answer\n" }],
  ])("%s", async (_words, curl, ran) => {
    expect(await run(http("/health"), curl)).toMatchObject(ran);
  });

  test("what a path holds is an argument of curl, whatever it means to a shell", async () => {
    const path = "/$(reboot)'&&;*?a=b&c=(d)!";
    const words = posixWords(probeScript(http(path), "POSIX")[0]?.replace("url=", "") ?? "");
    expect(words).toEqual([`http://127.0.0.1:8080${path}`]);
    const seen = `for each; do case "$each" in http:*) [ "$each" = 'http://127.0.0.1:8080${path.replaceAll("'", String.raw`'\''`)}' ] && printf 200;; esac; done`;
    expect(await run(http(path), seen)).toMatchObject({ code: 0 });
  });
});

describe("on Windows", () => {
  test("what a path holds is a verbatim string", () => {
    expect(probeScript(http("/$(Restart-Computer)'x"), "POWERSHELL")).toContain(
      "$url = 'http://127.0.0.1:8080/$(Restart-Computer)''x'",
    );
  });

  test("only a check by HTTPS takes any certificate", () => {
    const takes = (check: HealthCheck) => probeScript(check, "POWERSHELL").join("\n").includes("AnyCertificate");
    expect([http("/"), { protocol: "HTTPS" as const, ...HTTP }].map(takes)).toEqual([false, true]);
  });
});

test("no script has two braces in a row, which Systems Manager would read", () => {
  const checks: HealthCheck[] = [{ protocol: "TCP", port: 1 }, http("/a"), { protocol: "HTTPS", ...HTTP }];
  for (const shell of ["POSIX", "POWERSHELL"] as const) {
    for (const check of checks) expect(probeScript(check, shell).join("\n")).not.toMatch(/\{\{|\}\}/);
  }
});
