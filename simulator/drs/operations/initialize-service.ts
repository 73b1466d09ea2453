import { z } from "zod";
import { operation } from "../../operation.ts";

/** Makes DRS usable in an account and Region; harmless when it is already. */
export const initializeService = operation({
  name: "InitializeService",
  status: 204,
  input: z.object({}),
  run: ({ sim, here }) => {
    here.drs.isInitialized = true;
    sim.changed();
  },
});
