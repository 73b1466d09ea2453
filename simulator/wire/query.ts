import type { Protocol } from "../protocol.ts";
import { actionOf, fromForm, readForm } from "./form-input.ts";
import type { ServiceModel } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { QUERY_WORDS, type Words } from "./words.ts";
import { toElements } from "./xml-output.ts";
import { toXml } from "./xml.ts";

type Service = {
  service: Protocol["service"];
  model: ServiceModel;
  implementations: readonly Implementation[];
  words?: Words;
};

/** The query protocol: form-encoded requests, XML answers. */
export function query({ service, model, implementations, words = QUERY_WORDS }: Service): Protocol {
  const namespace = model.metadata.xmlNamespace ?? "";
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: actionOf,
    readInput: (request, name) => {
      const input = model.operations[name]?.input;
      return input ? fromForm(model, "query", { ref: input, node: readForm(request) }) : request.body;
    },
    success: (operation, output, requestId) => ({
      status: operation.status,
      headers: headers(requestId),
      body: toXml({
        [`${operation.name}Response`]: {
          "@xmlns": namespace,
          ...resultOf(model, operation.name, output),
          ResponseMetadata: { RequestId: requestId },
        },
      }),
    }),
    failure: (error, requestId) => ({
      status: error.status,
      headers: { ...headers(requestId), ...error.headers },
      body: toXml({
        ErrorResponse: {
          "@xmlns": namespace,
          Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message },
          RequestId: requestId,
        },
      }),
    }),
    ...words,
  };
}

function headers(requestId: string): Record<string, string> {
  return { "content-type": "text/xml", "x-amzn-requestid": requestId };
}

function resultOf(model: ServiceModel, name: string, output: unknown): Record<string, unknown> {
  const ref = model.operations[name]?.output;
  return ref?.resultWrapper === undefined ? {} : { [ref.resultWrapper]: toElements(model, ref, output) };
}
