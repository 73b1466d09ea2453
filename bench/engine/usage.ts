import { writeFileSync } from "node:fs";

import pg from "pg";

export type Statement = { text: string; count: number; milliseconds: number };
/** What a worker used in its whole life. */
export type Usage = { peakBytes: number; cpuSeconds: number; queries: number; statements: Statement[] };

/** Loaded into a worker before it starts: counts what it asks of the database, and leaves a note when it ends. */
const file = process.env["BENCH_USAGE_FILE"];
if (file !== undefined) {
  const statements = new Map<string, Statement>();
  countQueries(statements);
  process.on("exit", () => writeFileSync(file, JSON.stringify(usageOf(statements))));
}

type Query = (...given: unknown[]) => unknown;

function countQueries(statements: Map<string, Statement>): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function counted(...given: unknown[]): unknown {
    const text = textOf(given[0]);
    const statement = statements.get(text) ?? { text, count: 0, milliseconds: 0 };
    statements.set(text, statement);
    statement.count += 1;
    const start = performance.now();
    const answer = query.apply(this, given);
    if (answer instanceof Promise) {
      const note = () => void (statement.milliseconds += performance.now() - start);
      answer.then(note, note);
    }
    return answer;
  };
}

function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  return typeof given === "object" && given !== null && "text" in given ? String(given.text) : "?";
}

function usageOf(statements: Map<string, Statement>): Usage {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const all = [...statements.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  return {
    peakBytes: maxRSS * 1024,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    queries: all.reduce((sum, each) => sum + each.count, 0),
    statements: all,
  };
}
