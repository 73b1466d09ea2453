import { AwsError } from "../aws-error.ts";
import { loadModel } from "../wire/model.ts";
import { restXml } from "../wire/rest-xml.ts";
import { countedProblems, QUERY_WORDS, type Words } from "../wire/words.ts";
import { changeResourceRecordSets, getChange } from "./change-record-sets.ts";
import { invalidInput } from "./errors.ts";
import { getHostedZone, listHostedZonesByName } from "./hosted-zones.ts";
import { listResourceRecordSets } from "./list-record-sets.ts";
import { limited } from "./rate-limit.ts";

const ROUTE53_WORDS: Words = {
  ...QUERY_WORDS,
  invalid: (input) =>
    input.problems.length === 0
      ? new AwsError({ status: 400, code: "MalformedInput" }, "Unexpected end of input or invalid XML")
      : invalidInput(countedProblems(input)),
  unnamed: new AwsError({ status: 404, code: "UnknownOperationException" }, "Unknown operation"),
};

export const route53Protocol = restXml({
  service: "route53",
  model: loadModel("route53"),
  namespace: "https://route53.amazonaws.com/doc/2013-04-01/",
  implementations: [
    getHostedZone,
    listHostedZonesByName,
    listResourceRecordSets,
    changeResourceRecordSets,
    getChange,
  ].map(limited),
  words: ROUTE53_WORDS,
  nameUnmatched: ({ method, path }) => (/^\/2013-04-01\/[\w/-]+/.test(path) ? `${method} ${path}` : undefined),
});
