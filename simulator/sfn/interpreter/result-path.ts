import { isObject, type Json } from "../json.ts";
import { StateFailure } from "./failure.ts";

/** The state's input with the result put where ResultPath says; null throws the result away. */
export function placeResult(input: Json, path: string | null | undefined, result: Json): Json {
  if (path === undefined || path === "$") return result;
  return path === null ? input : place(input, stepsOf(path), { path, result });
}

type Placing = { path: string; result: Json };

function place(target: Json | undefined, [step, ...rest]: (string | number)[], placing: Placing): Json {
  if (step === undefined) return placing.result;
  if (typeof step === "number") {
    if (!Array.isArray(target) || step >= target.length) throw mismatch(placing.path);
    return target.with(step, place(target[step], rest, placing));
  }
  const members = target ?? {};
  if (!isObject(members)) throw mismatch(placing.path);
  const known = members;
  return { ...known, [step]: place(known[step], rest, placing) };
}

/** `$.a['b'][0]` as `a`, `b`, 0. */
function stepsOf(path: string): (string | number)[] {
  const steps = path.matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g);
  return [...steps].map(([, dotted, single, double, index]) =>
    index === undefined ? (dotted ?? single ?? double ?? "") : Number(index),
  );
}

function mismatch(path: string): StateFailure {
  return new StateFailure(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${path} to the state's input`,
  );
}
