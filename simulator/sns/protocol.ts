import { AwsError } from "../aws-error.ts";
import { loadModel } from "../wire/model.ts";
import { query } from "../wire/query.ts";
import { notAuthorized, QUERY_WORDS } from "../wire/words.ts";
import { publish } from "./publish.ts";
import { createTopic, deleteTopic, getTopicAttributes, listTopics } from "./topics.ts";

export const snsProtocol = query({
  service: "sns",
  model: loadModel("sns"),
  implementations: [createTopic, deleteTopic, listTopics, getTopicAttributes, publish],
  words: {
    ...QUERY_WORDS,
    denied: (denial) => new AwsError({ status: 403, code: "AuthorizationError" }, notAuthorized(denial)),
    invalid: ({ message }) => new AwsError({ status: 400, code: "InvalidParameter" }, `Invalid parameter: ${message}`),
  },
});
