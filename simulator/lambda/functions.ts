import type {
  FunctionConfiguration,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from "@aws-sdk/client-lambda";
import type { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { hash, hexDigits } from "../random.ts";
import { implement } from "../wire/operation.ts";
import { invalidParameterValue, lambdaError } from "./errors.ts";
import type { LambdaFunction } from "./records.ts";

export const getFunction = implement<GetFunctionRequest>("GetFunction", (call, input): GetFunctionResponse => {
  const { lambda, qualifier } = requireFunction(call, input);
  return {
    Configuration: toConfiguration(call, lambda, qualifier),
    Code: { RepositoryType: "S3", Location: `https://awslambda-${call.region}-tasks.s3.amazonaws.com/snapshots` },
  };
});

export const listFunctions = implement<ListFunctionsRequest>("ListFunctions", (call, input): ListFunctionsResponse => {
  const request = { maxResults: input.MaxItems, nextToken: input.Marker };
  try {
    const { items, nextToken } = cutPage([...call.here.lambda.functions.values()], request, {
      call,
      keyOf: (each) => each.functionName,
      scope: "ListFunctions",
      ...{ defaultSize: 50, largestSize: 50 },
    });
    return { Functions: items.map((each) => toConfiguration(call, each)), NextMarker: nextToken };
  } catch (error) {
    throw error instanceof InvalidPageToken ? invalidParameterValue("Invalid Marker") : error;
  }
});

type Named = { FunctionName: string; Qualifier?: string | undefined };
type Found = { lambda: LambdaFunction; qualifier: string | undefined; executedVersion: string };

/** A function by name, partial or full ARN. Throws ResourceNotFoundException, also for another account's or Region's. */
export function requireFunction(call: Call, { FunctionName, Qualifier }: Named): Found {
  const { name, qualifier: inName, isHere } = readName(call, FunctionName);
  if (inName !== undefined && Qualifier !== undefined && inName !== Qualifier) {
    throw invalidParameterValue("The derived qualifier from the function name does not match the specified qualifier.");
  }
  const qualifier = Qualifier ?? inName;
  const lambda = isHere ? call.here.lambda.functions.get(name) : undefined;
  const isKnown = qualifier === undefined || qualifier === "$LATEST" || lambda?.qualifiers.includes(qualifier) === true;
  if (!lambda || !isKnown) throw functionNotFound(call, name, qualifier);
  const isVersion = qualifier !== undefined && /^\d+$/.test(qualifier);
  return { lambda, qualifier, executedVersion: isVersion ? qualifier : "$LATEST" };
}

const NAME =
  /^(?:(?:arn:aws:lambda:)?(?:(?<region>[a-z]{2}-[a-z-]+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?)?(?<name>[\w.-]+)(?::(?<qualifier>[\w$.-]+))?$/;

function readName({ accountId, region }: Call, given: string) {
  const { name = given, qualifier, ...place } = NAME.exec(given)?.groups ?? {};
  const isHere = (place["account"] ?? accountId) === accountId && (place["region"] ?? region) === region;
  return { name, qualifier, isHere };
}

function functionNotFound({ accountId, region }: Call, name: string, qualifier: string | undefined): AwsError {
  const suffix = qualifier === undefined ? "" : `:${qualifier}`;
  const message = `Function not found: arn:aws:lambda:${region}:${accountId}:function:${name}${suffix}`;
  return lambdaError({ status: 404, code: "ResourceNotFoundException" }, message);
}

function toConfiguration(
  { accountId, region }: Call,
  { functionName, description, modifiedAt }: LambdaFunction,
  qualifier?: string,
): FunctionConfiguration {
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  return {
    FunctionName: functionName,
    FunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    Runtime: "nodejs24.x",
    Role: `arn:aws:iam::${accountId}:role/service-role/${functionName}`,
    Handler: "index.handler",
    CodeSize: 1024 + (hash("code", functionName) % 100_000),
    Description: description,
    ...{
      Timeout: 60,
      MemorySize: 256,
      Version: qualifier !== undefined && /^\d+$/.test(qualifier) ? qualifier : "$LATEST",
    },
    LastModified: new Date(modifiedAt).toISOString().replace("Z", "+0000"),
    CodeSha256: Buffer.from(hexDigits(64, "code", functionName), "hex").toString("base64"),
    PackageType: "Zip",
    Architectures: ["arm64"],
    ...{ State: "Active", LastUpdateStatus: "Successful" },
  };
}
