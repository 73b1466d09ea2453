import { Service } from "../service.ts";
import { probability } from "./parameters.ts";
import { scenario } from "./scenario.ts";

/** What each service calls an error of its own. */
const CODES: Record<Service, string> = {
  drs: "InternalServerException",
  states: "InternalFailure",
  sts: "InternalFailure",
  ec2: "InternalError",
  ssm: "InternalServerError",
  lambda: "ServiceException",
  sns: "InternalError",
  servicequotas: "ServiceException",
  iam: "ServiceFailure",
  monitoring: "InternalServiceError",
  route53: "InternalFailure",
};

export const serverErrors = scenario({
  id: "server-errors",
  title: "AWS answers with server errors",
  description:
    "A share of the calls to every AWS service ends with status 500. Such a call has no effect and may be repeated; which " +
    "calls fail is decided by chance.",
  parameters: { probability: probability(0.3, "Share of the calls that fail, from 0 to 1.") },
  effects: (values) => ({
    rules: Service.options.map((service) => ({
      service,
      probability: values.probability,
      effect: { kind: "error", status: 500, code: CODES[service], message: "An internal error occurred" },
    })),
  }),
});
