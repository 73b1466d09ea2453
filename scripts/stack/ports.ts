import { createServer } from "node:net";

import { Failure } from "./failure.ts";

/** Where each part listens unless the port is taken. */
export const USUAL_PORTS = { web: 3000, simulator: 4566, postgres: 5455, identityProvider: 4400 };
export type Ports = typeof USUAL_PORTS;

/** How many ports after the preferred one are tried before any free port will do. */
const NEIGHBOURS = 20;

export type PortChoice = { preferred: number; taken?: ReadonlySet<number> };

/** The preferred port, or the next free one after it. */
export async function freePort({ preferred, taken = new Set() }: PortChoice): Promise<number> {
  for (let port = preferred; port <= Math.min(preferred + NEIGHBOURS, 65_535); port += 1) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  return anyFreePort();
}

/** A port that nothing listens on, chosen by the operating system. */
export async function anyFreePort(): Promise<number> {
  const port = await listenOnce(0, "127.0.0.1");
  if (port === null) throw new Failure("No free port was found on 127.0.0.1.");
  return port;
}

/** Free on every address: a server that listens on all of them would shadow ours. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
    if ((await listenOnce(port, host)) === null) return false;
  }
  return true;
}

function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A host without IPv6 has no "::" to be taken.
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT" ? port : null);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}
