import { numberFlag, portFlag, readFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";

const USAGE =
  "npm run simulator -- [--port N] [--speed N] [--topology NAME] [--seed N] [--host ADDRESS] [--state FILE]";
const OPTIONS = Object.fromEntries(
  ["port", "speed", "topology", "seed", "host", "state"].map((name) => [name, { type: "string" }]),
);

await start({ program: "simulator/main.ts", args: checkFlags });

function checkFlags(given) {
  const { port, speed, seed } = readFlags(given, OPTIONS, USAGE);
  portFlag(port, USAGE);
  numberFlag("speed", speed, { least: 0.1, most: 100_000, usage: USAGE });
  numberFlag("seed", seed, { least: 0, most: 2 ** 31, usage: USAGE });
  return given;
}
