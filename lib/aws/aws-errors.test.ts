import { ConflictException, InternalServerException, ServiceQuotaExceededException } from "@aws-sdk/client-drs";
import { describe, expect, test } from "vitest";

import { awsFailureOf, awsWords } from "./aws-errors.ts";

function sdkError(name: string, status?: number, message = "Words of AWS."): Error {
  const metadata = status === undefined ? { attempts: 1 } : { httpStatusCode: status, attempts: 1 };
  return Object.assign(new Error(message), { name, $metadata: metadata });
}

describe("AWS refused, so nothing was done", () => {
  test.each([400, 402, 403, 404, 409, 429])("%i", (status) => {
    expect(awsFailureOf(sdkError("SomeException", status))).toMatchObject({ status, refused: true });
  });

  test.each([
    ["ConflictException", 409],
    ["ServiceQuotaExceededException", 402],
    ["ThrottlingException", 429],
    ["Throttling", 400],
    ["ThrottledException", 429],
    ["PriorRequestNotComplete", 400],
    ["AutomationExecutionLimitExceededException", 429],
    ["TooManyRequestsException", 429],
    ["RequestLimitExceeded", 400],
    ["ExpiredTokenException", 403],
    ["ExpiredToken", 400],
    ["RequestExpired", 400],
  ])("%s is worth asking again", (name, status) => {
    expect(awsFailureOf(sdkError(name, status))).toMatchObject({ name, refused: true, retryable: true });
  });

  test.each([
    ["ValidationException", 400],
    ["UninitializedAccountException", 400],
    ["AccessDeniedException", 403],
    ["UnrecognizedClientException", 403],
    ["ResourceNotFoundException", 404],
  ])("%s will not pass by itself", (name, status) => {
    expect(awsFailureOf(sdkError(name, status))).toMatchObject({ name, refused: true, retryable: false });
  });
});

describe("nobody knows whether AWS did it", () => {
  test.each([
    ["the service broke", sdkError("InternalServerException", 500)],
    ["the service was not available", sdkError("ServiceUnavailable", 503)],
    ["no answer came", sdkError("TimeoutError")],
    ["the call was aborted", sdkError("AbortError")],
    ["the connection was reset", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })],
    ["the answer said done and could not be read", sdkError("SyntaxError", 200)],
    ["the answer led elsewhere", sdkError("Redirect", 307)],
    ["the answer has no job", new Error("StartRecovery answered without a job.")],
    ["something was thrown that is no error", "socket hang up"],
    ["nothing was thrown", undefined],
    ["null was thrown", null],
  ])("when %s", (_what, error) => {
    expect(awsFailureOf(error)).toMatchObject({ refused: false, retryable: true });
  });

  test("even where the name sounds like a refusal: the status decides", () => {
    expect(awsFailureOf(sdkError("AccessDeniedException", 500)).refused).toBe(false);
    expect(awsFailureOf(sdkError("ConflictException")).refused).toBe(false);
  });
});

describe("the SDK's own errors are read", () => {
  test.each([
    [new ConflictException({ message: "Busy.", $metadata: { httpStatusCode: 409 } }), "ConflictException", true],
    [
      new ServiceQuotaExceededException({ message: "Full.", $metadata: { httpStatusCode: 402 } }),
      "ServiceQuotaExceededException",
      true,
    ],
    [
      new InternalServerException({ message: "Broken.", $metadata: { httpStatusCode: 500 } }),
      "InternalServerException",
      false,
    ],
  ])("%s", (error, name, refused) => {
    expect(awsFailureOf(error)).toMatchObject({ name, message: error.message, refused, retryable: true });
  });
});

describe("what people read", () => {
  test("is the error's name and AWS's own words", () => {
    const busy = "One or more of the Source Servers included in API call are currently being processed by a Job";
    expect(awsWords(awsFailureOf(sdkError("ConflictException", 409, busy)))).toBe(`ConflictException: ${busy}`);
  });

  test("does not say the name twice", () => {
    expect(awsWords(awsFailureOf(sdkError("Throttling", 400, "Throttling: Rate exceeded")))).toBe(
      "Throttling: Rate exceeded",
    );
  });

  test.each([
    ["socket hang up", "UnknownError: socket hang up"],
    [undefined, "UnknownError: undefined"],
    [sdkError("TimeoutError", undefined, ""), "TimeoutError"],
  ])("is never empty: %#", (error, words) => {
    expect(awsWords(awsFailureOf(error))).toBe(words);
  });
});
