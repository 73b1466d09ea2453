import { AwsError } from "../aws-error.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";
import { awsJson } from "../wire/aws-json.ts";
import { loadModel } from "../wire/model.ts";
import { query } from "../wire/query.ts";
import { rpcCbor } from "../wire/rpc-cbor.ts";
import { JSON_WORDS, QUERY_WORDS } from "../wire/words.ts";
import { deleteAlarms, putMetricAlarm, setAlarmState } from "./change-alarms.ts";
import { describeAlarms } from "./describe-alarms.ts";

const service = {
  service: "monitoring" as const,
  model: loadModel("cloudwatch"),
  implementations: [describeAlarms, putMetricAlarm, deleteAlarms, setAlarmState],
};

const json = queryCompatible(awsJson(service));
const cbor = queryCompatible(rpcCbor(service));
const xml = query(service);

/** CloudWatch speaks JSON, CBOR and query, whichever its client does. */
export const cloudwatchProtocol: Protocol = { ...json, choose };

function choose({ headers }: AwsRequest): Protocol {
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return cbor;
  return headers["x-amz-target"] === undefined ? xml : json;
}

/** What the errors of the query protocol are called in the others. */
const SHAPE_NAMES: Record<string, string> = {
  InvalidParameterCombination: "InvalidParameterCombinationException",
  MissingParameter: "MissingRequiredParameterException",
  InvalidFormat: "InvalidFormatFault",
};

/** Errors also say what they were called before, for programs written for the query protocol. */
function queryCompatible(protocol: Protocol): Protocol {
  return {
    ...protocol,
    denied: QUERY_WORDS.denied,
    throttled: QUERY_WORDS.throttled,
    invalid: (input) => (input.problems.length === 0 ? JSON_WORDS : QUERY_WORDS).invalid(input),
    failure: (error, requestId) => {
      const { code, message, status, details } = error;
      const fault = status < 500 ? "Sender" : "Receiver";
      const headers = { ...error.headers, "x-amzn-query-error": `${code};${fault}` };
      const named = new AwsError({ status, code: SHAPE_NAMES[code] ?? code }, message, { details, headers });
      return protocol.failure(named, requestId);
    },
  };
}
