import type { Step } from "../step.ts";
import { AWAIT_TURN } from "../waves.ts";
import { awaitTurn } from "./await-turn.ts";
import { failWaveStep } from "./fail-wave.ts";
import { finalize } from "./finalize.ts";
import { launch } from "./launch.ts";
import { prepare } from "./prepare.ts";
import { verify } from "./verify.ts";

/** Every step that this version of the worker can do, by the name that the state machine sends. */
export const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["prepare", prepare],
  [AWAIT_TURN, awaitTurn],
  ["launch", launch],
  ["verify", verify],
  ["fail-wave", failWaveStep],
  ["finalize", finalize],
]);
