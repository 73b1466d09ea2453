import type { z } from "zod";
import { InvalidInput } from "./aws-error.ts";
import type { Simulation } from "./simulation.ts";
import type { RegionState } from "./world.ts";

/** Who calls, where, and what happens to the answer. */
export type Call = {
  sim: Simulation;
  /** State of the account and Region that the call is for. */
  here: RegionState;
  accountId: string;
  region: string;
  /** ARN of the caller, for GetCallerIdentity. */
  callerArn: string;
  /** Aborted when the client goes away before it was answered. */
  signal: AbortSignal;
  /** Set by an operation that must know whether its answer was written to the socket. */
  onSettled?: (delivered: boolean) => void;
};

/** One AWS operation: its name, success status and what it does with unvalidated input. */
export type Operation = {
  name: string;
  status: number;
  run: (call: Call, input: unknown) => unknown;
};

/** Declares an operation whose input is validated before `run` sees it. Throws InvalidInput otherwise. */
export function operation<Shape extends z.ZodType>(declaration: {
  name: string;
  status?: number;
  input: Shape;
  run: (call: Call, input: z.infer<Shape>) => unknown;
}): Operation {
  return {
    name: declaration.name,
    status: declaration.status ?? 200,
    run: (call, input) => declaration.run(call, validated(declaration.input, input)),
  };
}

function validated<Shape extends z.ZodType>(shape: Shape, input: unknown): z.infer<Shape> {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map((issue) => ({
      name: issue.path.join("."),
      message: `Value at '${issue.path.join(".")}' failed to satisfy constraint: ${issue.message}`,
    })),
  );
}

/** Operations by name. */
export function operationTable(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((each) => [each.name, each]));
}
