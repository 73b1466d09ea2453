import { parseArgs } from "node:util";

import { Stop } from "./say.mjs";

const WRONG_USE = 2;

/** The flags of a command line; anything that `options` does not name ends with one sentence that says what there is. */
export function readFlags(given, options, usage) {
  try {
    return parseArgs({ args: given, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const culprit = given.find((each) => !isKnown(each, options)) ?? given.at(-1);
    const what = error.code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" ? "needs another value" : "is not known";
    throw new Stop(`${culprit} ${what} here. Use: ${usage}`, WRONG_USE);
  }
}

/** For commands that take no flags. */
export function noFlags(usage) {
  return (given) => {
    readFlags(given, {}, usage);
    return given;
  };
}

function isKnown(argument, options) {
  return argument.startsWith("--") && argument.slice(2).split("=")[0] in options;
}

/** A number within bounds, or one sentence about what it has to be. */
export function numberFlag(name, value, { least, most, usage }) {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && number >= least && number <= most) return number;
  throw new Stop(`--${name} takes a number from ${least} to ${most}, not "${value}". Use: ${usage}`, WRONG_USE);
}

/** A whole number that can be a port. */
export function portFlag(value, usage) {
  const port = numberFlag("port", value, { least: 1, most: 65_535, usage });
  if (port === undefined || Number.isInteger(port)) return port;
  throw new Stop(`--port takes a whole number, not "${value}". Use: ${usage}`, WRONG_USE);
}
