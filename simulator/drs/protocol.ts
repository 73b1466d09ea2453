import { AwsError } from "../aws-error.ts";
import type { AwsRequest } from "../protocol.ts";
import { loadModel } from "../wire/model.ts";
import type { Implementation } from "../wire/operation.ts";
import { restJson } from "../wire/rest-json.ts";
import { notAuthorized, type Words } from "../wire/words.ts";
import { accessDenied, throttled, uninitialized } from "./errors.ts";
import { failbackOperations } from "./operations/failback/operations.ts";
import { initializeService } from "./operations/initialize-service.ts";
import { jobOperations } from "./operations/jobs/operations.ts";
import { launchActionOperations } from "./operations/launch-actions/operations.ts";
import { launchConfigurationOperations } from "./operations/launch-configuration/operations.ts";
import { recoveryInstanceOperations } from "./operations/recovery-instances/operations.ts";
import { replicationConfigurationOperations } from "./operations/replication-configuration/operations.ts";
import { sourceServerOperations } from "./operations/source-servers/operations.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";

const implementations = [
  ...sourceServerOperations,
  ...jobOperations,
  ...recoveryInstanceOperations,
  ...launchConfigurationOperations,
  ...launchActionOperations,
  ...replicationConfigurationOperations,
  ...failbackOperations,
  ...[tagResource, untagResource, listTagsForResource, initializeService],
];

const NEEDS_NO_INITIALIZATION = new Set(["TagResource", "UntagResource", "ListTagsForResource", "InitializeService"]);

const DRS_WORDS: Words = {
  invalid: (problem) =>
    new AwsError({ status: 400, code: "ValidationException" }, problem.message, {
      details: {
        code: "ValidationException",
        reason: problem.problems.length > 0 ? "fieldValidationFailed" : "cannotParse",
        fieldList: problem.problems,
      },
    }),
  unsigned: new AwsError({ status: 403, code: "MissingAuthenticationTokenException" }, "Missing Authentication Token"),
  expired: new AwsError(
    { status: 403, code: "ExpiredTokenException" },
    "The security token included in the request is expired",
  ),
  throttled: throttled("Rate exceeded"),
  denied: (denial) => accessDenied(notAuthorized(denial)),
  unnamed: new AwsError({ status: 404, code: "UnknownOperationException" }, "Unknown operation"),
};

/** DRS: one path per operation; tags are at the ARN of what they belong to. */
export const drsProtocol = restJson({
  service: "drs",
  model: loadModel("drs"),
  implementations: implementations.map(requireInitialized),
  words: DRS_WORDS,
  nameUnmatched,
});

function requireInitialized(implementation: Implementation): Implementation {
  if (NEEDS_NO_INITIALIZATION.has(implementation.name)) return implementation;
  return {
    ...implementation,
    run: (call, input) => {
      if (!call.here.drs.isInitialized) throw uninitialized(call.accountId);
      return implementation.run(call, input);
    },
  };
}

/** Every DRS operation is a POST to its own name, apart from ListStagingAccounts. */
function nameUnmatched(request: AwsRequest): string | undefined {
  const name = /^\/([A-Z][A-Za-z0-9]{2,80})\/?$/.exec(request.path)?.[1];
  const method = name === "ListStagingAccounts" ? "GET" : "POST";
  return request.method === method ? name : undefined;
}
