import { sfnError } from "./errors.ts";

type Kind = "activity" | "stateMachine" | "execution";

/** A Step Functions ARN: `arn:<partition>:states:<region>:<account>:<kind>:<name>[:<qualifier>]`. */
type ParsedArn = { kind: Kind; name: string; qualifier: string | undefined };

/** Reads an ARN that must be of one of these kinds. Throws InvalidArn otherwise. */
export function parseArn(arn: string, ...kinds: Kind[]): ParsedArn {
  const [prefix, partition, service, region, account, kind, name, qualifier] = arn.split(":");
  if (prefix !== "arn") throw sfnError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (!partition || service !== "states" || !region || !account || !kind || !name) {
    throw sfnError("InvalidArn", `Invalid Arn: '${arn}'`);
  }
  const known = kinds.find((each) => each === kind);
  if (!known) throw sfnError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${kind}'`);
  return { kind: known, name, qualifier };
}
