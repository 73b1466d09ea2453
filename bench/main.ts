import { parseArgs } from "node:util";

import { benchCalls } from "./calls.ts";
import { benchCrowd } from "./crowd.ts";
import { benchLarge } from "./large.ts";
import { benchLine, benchOverhead } from "./overhead.ts";
import type { BenchOptions, Figure } from "./figure.ts";
import { benchPause } from "./pause.ts";
import { benchSimulator } from "./simulator.ts";

const BENCHES: Record<string, (options: BenchOptions) => Promise<Figure[]>> = {
  simulator: benchSimulator,
  overhead: benchOverhead,
  line: benchLine,
  calls: benchCalls,
  large: benchLarge,
  crowd: benchCrowd,
  pause: benchPause,
};

const no = { type: "boolean", default: false } as const;
const { values } = parseArgs({ options: { only: { type: "string" }, small: no, statements: no } });
const names = values.only?.split(",") ?? Object.keys(BENCHES);
const unknown = names.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const name of names) {
  console.error(`Measuring: ${name}`);
  const found = (await BENCHES[name]?.({ isSmall: values.small, showsStatements: values.statements })) ?? [];
  console.table(found.map(({ isKept, ...each }) => ({ ...each, kept: isKept ? "yes" : "NO" })));
  figures.push(...found);
}
process.exitCode = figures.every((each) => each.isKept) ? 0 : 1;
