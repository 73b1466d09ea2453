import type { Call } from "../operation.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";

/** A call with what it was called, before it is processed. */
export type ReceivedCall = { protocol: Protocol; call: Call; name: string; request: AwsRequest };

/** Answers whether a request names a resource, wherever it does so. */
export function mentionedIn({ path, query, body }: AwsRequest): (id: string) => boolean {
  const text = [path, query.toString(), body].join("\n");
  return (id) => text.includes(id);
}
