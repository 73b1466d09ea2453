import { benchSimulator } from "./simulator.ts";

const figures = await benchSimulator();
console.table(figures.map(({ isKept, ...each }) => ({ ...each, kept: isKept ? "yes" : "NO" })));
process.exitCode = figures.every((each) => each.isKept) ? 0 : 1;
