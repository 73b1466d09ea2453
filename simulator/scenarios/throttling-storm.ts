import { Service } from "../service.ts";
import { count, probability, seconds } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const throttlingStorm = scenario({
  id: "throttling-storm",
  title: "AWS throttles",
  description:
    "For a while every AWS service refuses a share of the calls because there are too many of them, and says how long to " +
    "wait. Nothing is lost: a call that is repeated later succeeds.",
  parameters: {
    seconds: seconds(120, "How long the storm lasts, in seconds of the wall clock."),
    probability: probability(0.5, "Share of the calls that are throttled, from 0 to 1."),
    retryAfter: count(2, 300, "Seconds to wait that the Retry-After header asks for."),
  },
  effects: (values) => ({
    rules: Service.options.map((service) => ({
      service,
      probability: values.probability,
      forSeconds: values.seconds,
      effect: { kind: "throttled", retryAfter: values.retryAfter },
    })),
  }),
});
