import { spawn } from "node:child_process";

/**
 * Runs a program to its end and answers its exit code and what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.once("error", (error) => resolve({ code: 127, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** @param {string} text @param {number} lines */
export function lastLines(text, lines) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/** What npm says went wrong, without its manual. @param {string} text */
export function errorLines(text) {
  const lines = text
    .split("\n")
    .filter((line) => /^npm (error|ERR!)/.test(line) && line.trim().split(/\s+/).length > 2);
  return lines.length === 0 ? lastLines(text, 15) : lines.slice(0, 8).join("\n");
}
