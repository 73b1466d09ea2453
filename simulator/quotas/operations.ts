import type {
  GetAWSDefaultServiceQuotaRequest,
  GetServiceQuotaRequest,
  ListAWSDefaultServiceQuotasRequest,
  ListServiceQuotasRequest,
  ServiceQuota,
} from "@aws-sdk/client-service-quotas";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { cutPage, InvalidPageToken } from "../page.ts";
import { vcpuLimitOf } from "../ec2/vcpus.ts";
import { implement } from "../wire/operation.ts";
import { quotasOf, serviceName, STANDARD_VCPUS, type Quota } from "./quota-table.ts";

export const listServiceQuotas = implement<ListServiceQuotasRequest>("ListServiceQuotas", (call, input) => {
  const { QuotaCode, QuotaAppliedAtLevel: level = "ACCOUNT" } = input;
  const quotas = level === "RESOURCE" ? [] : requireQuotas(input.ServiceCode);
  const chosen = quotas
    .map((each) => applied(call, each))
    .filter((each) => QuotaCode === undefined || each.quotaCode === QuotaCode);
  return cutQuotas(call, chosen, { ...input, operation: "ListServiceQuotas" });
});

export const listDefaultServiceQuotas = implement<ListAWSDefaultServiceQuotasRequest>(
  "ListAWSDefaultServiceQuotas",
  (call, input) =>
    cutQuotas(call, requireQuotas(input.ServiceCode), { ...input, operation: "ListAWSDefaultServiceQuotas" }),
);

export const getServiceQuota = implement<GetServiceQuotaRequest>("GetServiceQuota", (call, input) => ({
  Quota: toQuota(call, applied(call, requireQuota(input))),
}));

export const getDefaultServiceQuota = implement<GetAWSDefaultServiceQuotaRequest>(
  "GetAWSDefaultServiceQuota",
  (call, input) => ({ Quota: toQuota(call, requireQuota(input)) }),
);

type PageRequest = { MaxResults?: number | undefined; NextToken?: string | undefined; operation: string };

function cutQuotas(call: Call, quotas: readonly Quota[], { MaxResults, NextToken, operation }: PageRequest) {
  try {
    const request = { maxResults: MaxResults, nextToken: NextToken };
    const { items, nextToken } = cutPage(quotas, request, {
      call,
      keyOf: (each) => each.quotaCode,
      scope: `${operation}/${quotas[0]?.serviceCode ?? ""}`,
      ...{ defaultSize: 100, largestSize: 100 },
    });
    return { Quotas: items.map((each) => toQuota(call, each)), NextToken: nextToken };
  } catch (error) {
    if (!(error instanceof InvalidPageToken)) throw error;
    throw new AwsError({ status: 400, code: "InvalidPaginationTokenException" }, "Invalid pagination token.");
  }
}

/** The quota with the value that holds in the caller's account and Region. */
function applied({ here }: Call, quota: Quota): Quota {
  return quota === STANDARD_VCPUS ? { ...quota, value: vcpuLimitOf(here) } : quota;
}

function requireQuotas(serviceCode: string): readonly Quota[] {
  const quotas = quotasOf(serviceCode);
  if (!quotas) throw noSuchResource("The request failed because the specified service does not exist.");
  return quotas;
}

function requireQuota({ ServiceCode, QuotaCode }: { ServiceCode: string; QuotaCode: string }): Quota {
  const found = requireQuotas(ServiceCode).find((each) => each.quotaCode === QuotaCode);
  if (!found) throw noSuchResource("The request failed because the specified quota does not exist.");
  return found;
}

function noSuchResource(message: string): AwsError {
  return new AwsError({ status: 400, code: "NoSuchResourceException" }, message);
}

function toQuota({ accountId, region }: Call, { serviceCode, quotaCode, ...quota }: Quota): ServiceQuota {
  return {
    ServiceCode: serviceCode,
    ServiceName: serviceName(serviceCode),
    QuotaArn: `arn:aws:servicequotas:${region}:${accountId}:${serviceCode}/${quotaCode}`,
    QuotaCode: quotaCode,
    QuotaName: quota.name,
    Value: quota.value,
    Unit: "None",
    Adjustable: quota.isAdjustable,
    GlobalQuota: false,
    QuotaAppliedAtLevel: "ACCOUNT",
  };
}
