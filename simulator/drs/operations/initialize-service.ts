import type { InitializeServiceRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";

/** Makes DRS usable in an account and Region; harmless when it is already. */
export const initializeService = implement<InitializeServiceRequest>("InitializeService", ({ sim, here }) => {
  here.drs.isInitialized = true;
  sim.changed();
});
