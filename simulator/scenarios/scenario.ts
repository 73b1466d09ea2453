import { z } from "zod";
import type { Replication } from "../drs/records.ts";
import type { SourceServerSelector } from "../drs/select-source-servers.ts";
import type { FaultRule } from "../faults/rule.ts";

/** What a scenario does while it is on. All of it is undone when it is switched off. */
export type ScenarioEffects = {
  rules?: z.input<typeof FaultRule>[];
  /** Servers whose replication changes; `now` is in wall-clock milliseconds. */
  replication?: {
    selector: SourceServerSelector;
    change: (replication: Replication, now: number) => Replication;
  };
  /** Jobs of other people's servers, which run until the scenario is switched off. */
  crowd?: { accountId: string; region: string; jobs: number };
};

export type ParameterValue = string | number | boolean | null;
export type Parameter<Value extends ParameterValue> = {
  schema: z.ZodType<Value>;
  default: Value;
  description: string;
};

/** A disaster with a name. */
export type Scenario = {
  id: string;
  title: string;
  description: string;
  parameters: { name: string; default: ParameterValue; description: string }[];
  /** Completes the values of the parameters and says what they make. Throws ZodError, naming the field. */
  prepare: (given: unknown) => PreparedScenario;
};
export type PreparedScenario = { values: Record<string, ParameterValue>; effects: ScenarioEffects };

/** Declares a scenario; `effects` sees every parameter with its value. */
export function scenario<Values extends Record<string, ParameterValue>>(declaration: {
  id: string;
  title: string;
  description: string;
  parameters: { [Name in keyof Values]: Parameter<Values[Name]> };
  effects: (values: Values) => ScenarioEffects;
}): Scenario {
  const { parameters, effects, ...words } = declaration;
  const entries = Object.entries<Parameter<ParameterValue>>(parameters);
  const schema = z.strictObject(
    Object.fromEntries(entries.map(([name, each]) => [name, each.schema.default(each.default)])),
  );
  return {
    ...words,
    parameters: entries.map(([name, { default: value, description }]) => ({ name, default: value, description })),
    prepare: (given) => {
      const values = schema.parse(given) as Values;
      return { values, effects: effects(values) };
    },
  };
}
