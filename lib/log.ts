import pino, { type Logger } from "pino";

export type Log = Logger;

/** Lines of JSON on stdout. Credentials are never given to it; what libraries put into their errors is taken out. */
export function createLog(role: "web" | "worker", level: string): Log {
  return pino({
    level,
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ["err.config", "err.request", "*.authorization", "*.cookie", "*.headers"], remove: true },
  });
}
