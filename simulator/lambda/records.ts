/** A function that can be invoked; `modifiedAt` is wall-clock milliseconds. */
export type LambdaFunction = {
  functionName: string;
  description: string;
  modifiedAt: number;
  /** Aliases and published versions besides $LATEST. */
  qualifiers: string[];
};

/** What Lambda keeps in one account and Region. */
export type LambdaState = { functions: Map<string, LambdaFunction> };

const SEEDED = {
  "dr-dns-switch": "Points the service's DNS records at the recovery Region",
  "dr-smoke-test": "Asks the recovered service whether it works",
  "dr-cache-warm-up": "Fills the caches of the recovered service",
};

/** Lambda with its seeded functions. */
export function emptyLambda(now: number): LambdaState {
  const functions = Object.entries(SEEDED).map(([name, description]) => newFunction(name, { description, now }));
  return { functions: new Map(functions.map((each) => [each.functionName, each])) };
}

export function newFunction(
  functionName: string,
  { description, now, qualifiers = [] }: { description: string; now: number; qualifiers?: string[] },
): LambdaFunction {
  return { functionName, description, modifiedAt: now, qualifiers };
}
