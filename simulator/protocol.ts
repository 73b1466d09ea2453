import type { AwsError, InvalidInput } from "./aws-error.ts";
import type { Operation } from "./operation.ts";
import type { Service } from "./service.ts";
import type { ServiceModel } from "./wire/model.ts";

/** An HTTP request, read completely. `path` is as it came, still percent-encoded. */
export type AwsRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** The body as text, and as it came. */
  body: string;
  bytes: Uint8Array;
};

export type Reply = { status: number; headers: Record<string, string>; body: string | Uint8Array };

/** Who was refused what: the caller's ARN, the action as in a policy, the resource's ARN or `*`, and why in the words of IAM. */
export type Denial = { callerArn: string; action: string; resource: string; why?: string };

/** How one AWS service speaks: where the operation's name and input are, and what answers and errors look like. */
export type Protocol = {
  service: Service;
  model: ServiceModel;
  /** The protocol of a request to a service that speaks several; this one otherwise. */
  choose?: (request: AwsRequest) => Protocol;
  operations: ReadonlyMap<string, Operation>;
  /** The name of the operation, known or not; undefined when the request names none. */
  operationName: (request: AwsRequest) => string | undefined;
  /** The operation's input, not yet validated. Throws InvalidInput when it cannot be read at all. */
  readInput: (request: AwsRequest, name: string) => unknown;
  success: (operation: Operation, output: unknown, requestId: string) => Reply;
  failure: (error: AwsError, requestId: string) => Reply;
  /** The service's own error for input that breaks its model. */
  invalid: (problem: InvalidInput) => AwsError;
  /** The service's own errors for requests that carry no signature, or an ended session's. */
  unsigned: AwsError;
  expired: AwsError;
  /** The service's own errors for a caller that calls too often, or lacks a permission. */
  throttled: AwsError;
  denied: (denial: Denial) => AwsError;
  /** The service's own error for an operation that AWS does not have either. */
  unnamed: AwsError;
};
