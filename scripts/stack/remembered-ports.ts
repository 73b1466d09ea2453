import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { z } from "zod";

import { freePort, USUAL_PORTS, type Ports } from "./ports.ts";

const Port = z.int().min(1).max(65_535);
const Remembered = z.object({ web: Port, simulator: Port, postgres: Port, identityProvider: Port });

export type PortRequest = { file: string; web?: number | undefined };

/** Free ports: those of the last time if they still are, else the usual ones or their neighbours. Kept in `file`. */
export async function choosePorts({ file, web }: PortRequest): Promise<Ports> {
  const remembered = readRemembered(file) ?? USUAL_PORTS;
  const taken = new Set<number>();
  const chosen: Record<string, number> = {};
  for (const [name, preferred] of Object.entries({ ...remembered, ...(web === undefined ? {} : { web }) })) {
    const port = await freePort({ preferred, taken });
    taken.add(port);
    chosen[name] = port;
  }
  const ports = Remembered.parse(chosen);
  writeFileSync(file, JSON.stringify(ports, null, 2));
  return ports;
}

function readRemembered(file: string): Ports | null {
  if (!existsSync(file)) return null;
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
