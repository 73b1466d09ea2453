import { Service } from "../service.ts";
import { seconds } from "./parameters.ts";
import { scenario } from "./scenario.ts";

/** The services of the recovery accounts, which are called with the session of a role. */
const CALLED_BY_ROLE = Service.options.filter((service) => service !== "sts" && service !== "states");

export const sessionExpiry = scenario({
  id: "session-expiry",
  title: "Sessions expire in mid-run",
  description:
    "The temporary credentials of the recovery accounts expire while a recovery runs, and new ones take a while to be " +
    "accepted. Calls in the recovery accounts are refused as expired; jobs that have started go on.",
  parameters: {
    afterSeconds: seconds(30, "Seconds of the wall clock until the credentials expire."),
    forSeconds: seconds(60, "Seconds of the wall clock until new credentials are accepted."),
  },
  effects: (window) => ({
    rules: CALLED_BY_ROLE.map((service) => ({ service, ...window, effect: { kind: "expired-credentials" } })),
  }),
});
