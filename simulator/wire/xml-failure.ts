import type { AwsError } from "../aws-error.ts";
import type { Reply } from "../protocol.ts";
import { toXml } from "./xml.ts";

/** An error as the services write it that answer XML. */
export function xmlFailure(namespace: string, error: AwsError, requestId: string): Reply {
  const { status, code, message } = error;
  return {
    status,
    headers: { ...xmlHeaders(requestId), ...error.headers },
    body: toXml({
      ErrorResponse: {
        "@xmlns": namespace,
        Error: { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message },
        RequestId: requestId,
      },
    }),
  };
}

export function xmlHeaders(requestId: string): Record<string, string> {
  return { "content-type": "text/xml", "x-amzn-requestid": requestId };
}
