import { InvalidInput } from "../aws-error.ts";
import type { Call, Operation } from "../operation.ts";
import type { Given } from "./given.ts";
import type { OperationModel, ServiceModel } from "./model.ts";
import { misfits } from "./misfits.ts";
import { validate } from "./validate.ts";

/** What an operation does; its input has passed the model by then. */
export type Implementation<Input = never> = { name: string; run: (call: Call, input: Input) => unknown };

/** Implements an operation of a service model. `Input` is the SDK's request type of it. */
export function implement<Input>(
  name: string,
  run: (call: Call, input: Given<Input>) => unknown,
): Implementation<Given<Input>> {
  return { name, run };
}

/**
 * Implementations joined with their model: input is refused by InvalidInput before they see it, and where the simulation checks its
 * own answers an answer that the model does not allow is an error.
 */
export function modelledOperations(
  model: ServiceModel,
  implementations: readonly Implementation[],
): ReadonlyMap<string, Operation> {
  return new Map(implementations.map((each) => [each.name, toOperation(model, each)]));
}

function toOperation(model: ServiceModel, { name, run }: Implementation): Operation {
  const described = operationModel(model, name);
  return {
    name,
    status: described.http.responseCode ?? 200,
    run: async (call, input) => {
      const problems = validate(model, described.input, input);
      if (problems.length > 0) throw new InvalidInput(problems);
      const output = await run(call, input as never);
      if (call.sim.checksAnswers && described.output) requireFit(model, { name, described, output });
      return output;
    },
  };
}

function requireFit(
  model: ServiceModel,
  { name, described, output }: { name: string; described: OperationModel; output: unknown },
): void {
  const problems = described.output ? misfits(model, described.output, output ?? {}) : [];
  if (problems.length > 0)
    throw new Error(`The answer of ${name} does not fit its model: ${problems.slice(0, 5).join("; ")}`);
}

export function operationModel(model: ServiceModel, name: string): OperationModel {
  const found = model.operations[name];
  if (!found) throw new Error(`The model has no operation ${name}`);
  return found;
}
