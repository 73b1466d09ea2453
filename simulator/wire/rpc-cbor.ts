import { cbor, dateToTag, tagSymbol } from "@smithy/core/cbor";
import { InvalidInput } from "../aws-error.ts";
import type { Protocol } from "../protocol.ts";
import { fromJson } from "./json-input.ts";
import type { ServiceModel } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { JSON_WORDS } from "./words.ts";

type Service = { service: Protocol["service"]; model: ServiceModel; implementations: readonly Implementation[] };

const EPOCH_TAG = 1;

/** Smithy RPC v2 with CBOR bodies: the operation is in the path, errors carry `__type`. */
export function rpcCbor({ service, model, implementations }: Service): Protocol {
  const path = new RegExp(`^/service/${model.metadata.targetPrefix ?? ""}/operation/([A-Za-z]{1,80})/?$`);
  const bare = (requestId: string) => ({ "smithy-protocol": "rpc-v2-cbor", "x-amzn-requestid": requestId });
  const headers = (requestId: string) => ({ ...bare(requestId), "content-type": "application/cbor" });
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: (request) => path.exec(request.path)?.[1],
    readInput: (request, name) => {
      const value = readObject(request.bytes);
      const input = model.operations[name]?.input;
      return input ? fromJson(model, input, value) : value;
    },
    success: (operation, output, requestId) => {
      const hasOutput = model.operations[operation.name]?.output !== undefined;
      return hasOutput
        ? { status: operation.status, headers: headers(requestId), body: cbor.serialize(toCbor(output ?? {})) }
        : { status: operation.status, headers: bare(requestId), body: "" };
    },
    failure: (error, requestId) => ({
      status: error.status,
      headers: { ...headers(requestId), ...error.headers },
      body: cbor.serialize(toCbor({ __type: error.code, message: error.message, ...error.details })),
    }),
    ...JSON_WORDS,
  };
}

function readObject(bytes: Uint8Array): object {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = fromCbor(cbor.deserialize(bytes));
  } catch {
    throw new InvalidInput([]);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new InvalidInput([]);
  return value;
}

/** Tagged seconds since 1970 become Dates; bytes stay as they are. */
function fromCbor(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(fromCbor);
  if (tagSymbol in value) return fromTag(value as { tag?: unknown; value?: unknown });
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fromCbor(each)]));
}

function fromTag({ tag, value }: { tag?: unknown; value?: unknown }): unknown {
  return Number(tag) === EPOCH_TAG ? new Date(Number(value) * 1000) : value;
}

/** The library writes neither Dates nor undefined. */
function toCbor(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(toCbor);
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(given.map(([key, each]) => [key, toCbor(each)]));
}
