import { loadModel } from "../wire/model.ts";
import { query } from "../wire/query.ts";
import { getInstanceProfile, getRole } from "./get-entities.ts";
import { simulatePrincipalPolicy } from "./simulate-principal-policy.ts";

export const iamProtocol = query({
  service: "iam",
  model: loadModel("iam"),
  implementations: [simulatePrincipalPolicy, getRole, getInstanceProfile],
});
