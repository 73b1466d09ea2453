import type { Facts, Violation } from "../facts.ts";
import { checkInstances } from "./instances.ts";
import { checkLaunches } from "./launches.ts";
import { checkLeftovers } from "./leftovers.ts";
import { checkOrder } from "./order.ts";
import { checkStatuses } from "./statuses.ts";

/** Every promise that was broken in a run. */
export function checkRun(facts: Facts): Violation[] {
  return [checkStatuses, checkLaunches, checkInstances, checkOrder, checkLeftovers].flatMap((check) => check(facts));
}
