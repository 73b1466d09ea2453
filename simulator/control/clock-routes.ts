import { z } from "zod";
import type { Simulation } from "../simulation.ts";

const LONGEST_JUMP_SECONDS = 30 * 86_400;
const LAST_MOMENT = 8.64e15;

const Speed = z.strictObject({ speed: z.number().positive().max(1_000_000) });
const Jump = z.strictObject({ seconds: z.number().positive().max(LONGEST_JUMP_SECONDS) });

export type ClockView = { speed: number; simulatedAt: string; pendingEvents: number };

export function toClockView({ clock, events }: Simulation): ClockView {
  const simulatedAt = new Date(Math.min(clock.now(), LAST_MOMENT)).toISOString();
  return { speed: clock.speed, simulatedAt, pendingEvents: events.size };
}

export function setSpeed(sim: Simulation, body: unknown): ClockView {
  sim.clock.setSpeed(Speed.parse(body).speed);
  sim.events.arm();
  sim.changed();
  return toClockView(sim);
}

/** Jumps ahead in simulated time; answers when all that was due until then has happened. */
export async function advanceClock(sim: Simulation, body: unknown): Promise<ClockView> {
  sim.clock.advance(Jump.parse(body).seconds * 1000);
  await sim.events.catchUp();
  sim.changed();
  return toClockView(sim);
}
