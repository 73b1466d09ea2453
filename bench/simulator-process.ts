import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { anyFreePort } from "#scripts/stack/ports.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";
import { issueAccessKeyId } from "#simulator/sigv4.ts";
import { type Control, controlOf } from "./control.ts";

type Place = { accountId: string; region: string };
type Health = { process: { rssBytes: number; cpuSeconds: number } };

/** A simulator in a process of its own, spoken to over plain HTTP so that no SDK's time is measured. */
export type SimulatorProcess = {
  control: Control;
  /** Calls a DRS operation and answers its text. */
  drs: (place: Place, operation: string, input: object) => Promise<string>;
  /** What the process has used so far. */
  used: () => Promise<Health["process"]>;
  stop: () => Promise<void>;
};

export async function startSimulatorProcess(flags: Record<string, string | number>): Promise<SimulatorProcess> {
  const port = await anyFreePort();
  const given = Object.entries({ port, ...flags }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ["simulator/main.ts", ...given], { stdio: ["ignore", "ignore", "inherit"] });
  const control = controlOf(`http://127.0.0.1:${port}`);
  const agent = new http.Agent({ keepAlive: true });

  await waitUntil(() => control("GET", "/health").then(Boolean, () => false), {
    what: "The simulator did not start",
    seconds: 20,
    everyMilliseconds: 50,
  });
  return {
    control,
    drs: (place, operation, input) => post({ agent, port, path: `/${operation}`, place }, JSON.stringify(input)),
    used: async () => (await control<Health>("GET", "/health")).process,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      agent.destroy();
    },
  };
}

type Target = { agent: http.Agent; port: number; path: string; place: Place };

function post({ agent, port, path, place }: Target, body: string): Promise<string> {
  const accessKeyId = issueAccessKeyId({ accountId: place.accountId, expiresAt: Date.now() + 3_600_000 });
  const scope = `${accessKeyId}/20261124/${place.region}/drs/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, path, method: "POST", headers: { authorization } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    request.on("error", reject);
    request.end(body);
  });
}
