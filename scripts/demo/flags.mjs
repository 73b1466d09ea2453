import { numberFlag, portFlag, readFlags } from "../bootstrap/flags.mjs";

const OPTIONS = { port: { type: "string" }, speed: { type: "string" }, reset: { type: "boolean" } };

export function demoFlags(given, command = "demo") {
  const usage = `npm run ${command} -- [--port N] [--speed N] [--reset]`;
  const { port, speed, reset = false } = readFlags(given, OPTIONS, usage);
  return {
    port: portFlag(port, usage),
    speed: numberFlag("speed", speed, { least: 0.1, most: 100_000, usage }),
    reset,
  };
}
