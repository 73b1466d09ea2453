/*
 * Outlives whoever started it by a few seconds: when its input closes, for whatever reason, it stops every process
 * that it was told about. Lines: `+ PID SIGNAL` started, `- PID` ended, `d FOLDER` delete when all have ended.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

import { isAlive, signalGroup } from "./signals.ts";

const PATIENCE_MS = 5000;

const stopSignals = new Map<number, NodeJS.Signals>();
const folders = new Set<string>();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) note(line);
await stopAll();
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

function note(line: string): void {
  const [verb, subject = "", signal] = line.split(" ");
  if (verb === "+") stopSignals.set(Number(subject), signal === "SIGINT" ? "SIGINT" : "SIGTERM");
  else if (verb === "-") stopSignals.delete(Number(subject));
  else if (verb === "d") folders.add(line.slice(2));
}

async function stopAll(): Promise<void> {
  for (const [pid, signal] of stopSignals) signalGroup(pid, signal);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline && [...stopSignals.keys()].some(isAlive)) await delay(50);
  for (const pid of stopSignals.keys()) signalGroup(pid, "SIGKILL");
}
