import type { Protocol } from "../protocol.ts";
import { fromJson, parseJsonObject } from "./json-input.ts";
import { toJsonText } from "./json-output.ts";
import type { ServiceModel } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { JSON_WORDS } from "./words.ts";

type Service = { service: Protocol["service"]; model: ServiceModel; implementations: readonly Implementation[] };

/** JSON 1.0 or 1.1: the operation is in X-Amz-Target, errors carry `__type`. */
export function awsJson({ service, model, implementations }: Service): Protocol {
  const { targetPrefix = "", jsonVersion = "1.0" } = model.metadata;
  const target = new RegExp(`^${targetPrefix}\\.([A-Za-z]{1,80})$`);
  const headers = (requestId: string) => ({
    "content-type": `application/x-amz-json-${jsonVersion}`,
    "x-amzn-requestid": requestId,
  });
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: (request) => target.exec(request.headers["x-amz-target"] ?? "")?.[1],
    readInput: (request, name) => readJson(model, name, request.body),
    success: (operation, output, requestId) => ({
      status: operation.status,
      headers: headers(requestId),
      body: toJsonText(model, model.operations[operation.name]?.output, output ?? {}),
    }),
    failure: (error, requestId) => ({
      status: error.status,
      headers: { ...headers(requestId), "x-amzn-errortype": error.code, ...error.headers },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.details }),
    }),
    ...JSON_WORDS,
  };
}

/** The input that a JSON body holds. Throws InvalidInput for text that is no object. */
export function readJson(model: ServiceModel, name: string, body: string): unknown {
  const json = parseJsonObject(body);
  const input = model.operations[name]?.input;
  return input ? fromJson(model, input, json) : json;
}
