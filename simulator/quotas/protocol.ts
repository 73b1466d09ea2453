import { awsJson } from "../wire/aws-json.ts";
import { loadModel } from "../wire/model.ts";
import { getDefaultServiceQuota, getServiceQuota, listDefaultServiceQuotas, listServiceQuotas } from "./operations.ts";

export const quotasProtocol = awsJson({
  service: "servicequotas",
  model: loadModel("service-quotas"),
  implementations: [listServiceQuotas, getServiceQuota, listDefaultServiceQuotas, getDefaultServiceQuota],
});
