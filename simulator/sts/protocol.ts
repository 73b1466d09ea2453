import { loadModel } from "../wire/model.ts";
import { query } from "../wire/query.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

export const stsProtocol = query({
  service: "sts",
  model: loadModel("sts"),
  implementations: [getCallerIdentity, assumeRole],
});
