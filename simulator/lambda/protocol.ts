import { AwsError } from "../aws-error.ts";
import { loadModel } from "../wire/model.ts";
import { restJson } from "../wire/rest-json.ts";
import { countedProblems, notAuthorized, type Words } from "../wire/words.ts";
import { lambdaError } from "./errors.ts";
import { getFunction, listFunctions } from "./functions.ts";
import { invoke } from "./invoke.ts";

const LAMBDA_WORDS: Words = {
  invalid: (input) =>
    input.problems.length === 0
      ? lambdaError({ status: 400, code: "InvalidRequestContentException" }, input.message)
      : new AwsError({ status: 400, code: "ValidationException" }, countedProblems(input)),
  unsigned: new AwsError({ status: 403, code: "MissingAuthenticationTokenException" }, "Missing Authentication Token"),
  expired: new AwsError(
    { status: 403, code: "ExpiredTokenException" },
    "The security token included in the request is expired",
  ),
  throttled: lambdaError({ status: 429, code: "TooManyRequestsException" }, "Rate Exceeded."),
  denied: (denial) => new AwsError({ status: 403, code: "AccessDeniedException" }, notAuthorized(denial)),
  unnamed: new AwsError({ status: 404, code: "UnknownOperationException" }, "Unknown operation"),
};

export const lambdaProtocol = restJson({
  service: "lambda",
  model: loadModel("lambda"),
  implementations: [invoke, getFunction, listFunctions],
  words: LAMBDA_WORDS,
  nameUnmatched: ({ method, path }) => (/^\/20\d\d-\d\d-\d\d\/[\w/-]+/.test(path) ? `${method} ${path}` : undefined),
});
