import type { Protocol } from "../protocol.ts";
import { actionOf, fromForm, readForm } from "./form-input.ts";
import type { ServiceModel } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { QUERY_WORDS, type Words } from "./words.ts";
import { xmlFailure, xmlHeaders } from "./xml-failure.ts";
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
      headers: xmlHeaders(requestId),
      body: toXml({
        [`${operation.name}Response`]: {
          "@xmlns": namespace,
          ...resultOf(model, operation.name, output),
          ResponseMetadata: { RequestId: requestId },
        },
      }),
    }),
    failure: (error, requestId) => xmlFailure(namespace, error, requestId),
    ...words,
  };
}

function resultOf(model: ServiceModel, name: string, output: unknown): Record<string, unknown> {
  const ref = model.operations[name]?.output;
  return ref?.resultWrapper === undefined ? {} : { [ref.resultWrapper]: toElements(model, ref, output) };
}
