import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { outcomesFor } from "../outcomes.ts";
import type { Alarm, StateChange } from "./records.ts";

/** The alarm's state now: the latest of what it was set to and what scripted states have come true. */
export function stateOf({ sim, accountId, region }: Call, alarm: Alarm): StateChange {
  const scripted = outcomesFor(sim.world.outcomes, "monitoring", { accountId, region })
    .filter((rule) => rule.alarmName === alarm.alarmName)
    .flatMap(({ addedAt, outcome }) =>
      outcome.states.map(({ afterSeconds, state, reason = `The alarm was scripted to be ${state}` }) => {
        return { at: sim.clock.wallOf(addedAt + afterSeconds * 1000), state, reason, reasonData: null };
      }),
    );
  const now = wallNow();
  return scripted.reduce<StateChange>(
    (latest, each) => (each.at <= now && each.at >= latest.at ? each : latest),
    alarm.own,
  );
}
