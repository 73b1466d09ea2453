import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };

/** A local HTTP server that keeps what it gets and answers as each test says. */
export type Receiver = {
  urlOf: (path: string) => string;
  /** What came to a path, oldest first. */
  got: (path: string) => Received[];
  /** How a path answers; what is not told answers 200. The counter says how many came to it before. */
  answer: (path: string, how: (response: ServerResponse, before: number) => void) => void;
  close: () => void;
};

export async function startReceiver(): Promise<Receiver> {
  const all: Received[] = [];
  const answers = new Map<string, (response: ServerResponse, before: number) => void>();
  const got = (path: string) => all.filter((each) => each.path === path);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const before = got(path).length;
      all.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const how = answers.get(path);
      if (how === undefined) response.end("ok");
      else how(response, before);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    urlOf: (path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    got,
    answer: (path, how) => void answers.set(path, how),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
