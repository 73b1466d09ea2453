import { AwsError } from "../aws-error.ts";

export function notFound(resourceType: string, resourceId: string): AwsError {
  const message = `${resourceType} with ID ${resourceId} does not exist.`;
  return error({ status: 404, code: "ResourceNotFoundException" }, message, { resourceId, resourceType });
}

export function conflict(resource: { resourceType: string; resourceId: string }, message: string): AwsError {
  return error({ status: 409, code: "ConflictException" }, message, resource);
}

/** The message was seen on the live service, for launches and terminations alike. */
export function serverBusy(resourceId: string): AwsError {
  const message = "One or more of the Source Servers included in API call are currently being processed by a Job";
  return conflict({ resourceType: "SourceServer", resourceId }, message);
}

/** `quotaCode` as in Service Quotas, `L-…`. */
export function quotaExceeded(quota: { resourceType: string; quotaCode: string }, message: string): AwsError {
  return error({ status: 402, code: "ServiceQuotaExceededException" }, message, { serviceCode: "drs", ...quota });
}

export function uninitialized(accountId: string): AwsError {
  const message = `Account ${accountId} has not been initialized with DRS in this Region.`;
  return error({ status: 400, code: "UninitializedAccountException" }, message, {});
}

export function fieldInvalid(name: string, message: string): AwsError {
  return error({ status: 400, code: "ValidationException" }, message, {
    reason: "fieldValidationFailed",
    fieldList: [{ name, message }],
  });
}

export function throttled(message: string): AwsError {
  const options = { details: { serviceCode: "drs" }, headers: { "retry-after": "1" } };
  return new AwsError({ status: 429, code: "ThrottlingException" }, message, options);
}

export function accessDenied(message: string): AwsError {
  return error({ status: 403, code: "AccessDeniedException" }, message, {});
}

/** Throws ValidationException when an id occurs twice. */
export function requireDistinct(field: string, ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw fieldInvalid(field, `${field} must not contain duplicates`);
}

function error(at: { status: number; code: string }, message: string, details: Record<string, unknown>): AwsError {
  return new AwsError(at, message, { details: { code: at.code, ...details } });
}
