import { parseArgs } from "node:util";
import { z } from "zod";
import { TopologyName } from "./seed/topologies.ts";
import { startSimulator } from "./simulator.ts";

const Flags = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4566),
  host: z.string().min(1).default("127.0.0.1"),
  speed: z.coerce.number().positive().default(60),
  topology: TopologyName.default("small"),
  seed: z.coerce.number().int().min(0).default(1),
  state: z.string().min(1).optional(),
});

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { port: text, host: text, speed: text, topology: text, seed: text, state: text },
});
const { data, error } = Flags.safeParse(values);
if (error) {
  for (const { path, message } of error.issues) console.error(`--${path.join(".")}: ${message}`);
  process.exit(2);
}
const { state, ...flags } = data;

const simulator = await startSimulator({ ...flags, ...(state !== undefined && { stateFile: state }) });
const { topology, seed } = simulator.sim;
console.log(`simulator listening on ${simulator.url} (speed ${flags.speed}, topology ${topology}, seed ${seed})`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.close().finally(() => process.exit(0));
  });
}
process.on("uncaughtException", (error) => console.error("simulator: survived", error));
process.on("unhandledRejection", (error) => console.error("simulator: survived", error));
