import { AwsError } from "../aws-error.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";
import { membersOf, shapeOf, type OperationModel, type ServiceModel, type ShapeRef } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { readMember, restRoutes, type RestRoute } from "./rest.ts";
import type { Words } from "./words.ts";
import { xmlFailure, xmlHeaders } from "./xml-failure.ts";
import { childNamed, fromXml } from "./xml-input.ts";
import { toElements } from "./xml-output.ts";
import { readXml, type XmlElement } from "./xml-reader.ts";
import { toXml } from "./xml.ts";

type Service = {
  service: Protocol["service"];
  model: ServiceModel;
  namespace: string;
  implementations: readonly Implementation[];
  words: Words;
  /** The name of an operation that the model has no path for; undefined when the path names none. */
  nameUnmatched: (request: AwsRequest) => string | undefined;
};

/** REST-XML: operations by method and path, XML in both directions. */
export function restXml({ service, model, namespace, implementations, words, nameUnmatched }: Service): Protocol {
  const routeOf = restRoutes(model);
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: (request) => routeOf(request)?.name ?? nameUnmatched(request),
    readInput: (request, name) => {
      const operation = model.operations[name];
      return operation ? readInput(model, operation, { request, route: routeOf(request) }) : request.body;
    },
    success: (operation, output, requestId) => {
      const ref = model.operations[operation.name]?.output;
      const elements = ref ? (toElements(model, ref, output) as Record<string, unknown>) : {};
      return {
        status: operation.status,
        headers: xmlHeaders(requestId),
        body: toXml({ [`${operation.name}Response`]: { "@xmlns": namespace, ...elements } }),
      };
    },
    failure: (error, requestId) => xmlFailure(namespace, error, requestId),
    ...words,
  };
}

type Read = { request: AwsRequest; route: RestRoute | undefined };

function readInput(model: ServiceModel, { input }: OperationModel, { request, route }: Read): unknown {
  const { labels = {} } = route ?? {};
  const body = readBody(input, request.body);
  const inBody = (wireName: string, ref: ShapeRef) => {
    const element = body && childNamed(body, wireName);
    return element && fromXml(model, ref, element);
  };
  const members = membersOf(shapeOf(model, input)).map(
    (member) => [member[0], readMember(model, member, { request, labels, inBody })] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The root element of an operation that has a body. */
function readBody({ locationName }: ShapeRef, body: string): XmlElement | undefined {
  if (locationName === undefined) return undefined;
  const root = readXml(body);
  if (root.name === locationName) return root;
  throw new AwsError({ status: 400, code: "MalformedInput" }, `${root.name} is not valid, expected ${locationName}`);
}
