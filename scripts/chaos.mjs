import { numberFlag, readFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";
import { Stop } from "./bootstrap/say.mjs";

const USAGE = "npm run chaos -- [--runs N] [--seed S] [--minutes M]";
const OPTIONS = { runs: { type: "string" }, seed: { type: "string" }, minutes: { type: "string" } };

await start({ program: "worker/chaos/main.ts", args: (given) => [JSON.stringify(chaosFlags(given))] });

function chaosFlags(given) {
  const { runs, seed, minutes } = readFlags(given, OPTIONS, USAGE);
  return {
    runs: wholeFlag("runs", runs, { least: 1, most: 100_000 }),
    seed: wholeFlag("seed", seed, { least: 0, most: 2 ** 31 }),
    minutes: numberFlag("minutes", minutes, { least: 0.1, most: 10_000, usage: USAGE }),
  };
}

function wholeFlag(name, value, bounds) {
  const number = numberFlag(name, value, { ...bounds, usage: USAGE });
  if (number === undefined || Number.isInteger(number)) return number;
  throw new Stop(`--${name} takes a whole number, not "${value}". Use: ${USAGE}`, 2);
}
