import { parseArgs } from "node:util";
import { z } from "zod";
import { startSimulator } from "./simulator.ts";

const Flags = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4566),
  host: z.string().min(1).default("127.0.0.1"),
  speed: z.coerce.number().positive().default(60),
  seed: z.coerce.number().int().min(0).default(1),
  state: z.string().min(1).optional(),
});

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { port: text, host: text, speed: text, seed: text, state: text } });
const { state, ...flags } = Flags.parse(values);

const simulator = await startSimulator({ ...flags, ...(state !== undefined && { stateFile: state }) });
console.log(`simulator listening on ${simulator.url} (speed ${flags.speed}, seed ${flags.seed})`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.close().finally(() => process.exit(0));
  });
}
process.on("uncaughtException", (error) => console.error("simulator: survived", error));
process.on("unhandledRejection", (error) => console.error("simulator: survived", error));
