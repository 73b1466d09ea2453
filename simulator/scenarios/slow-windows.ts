import { z } from "zod";
import { anyPlace, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const slowWindows = scenario({
  id: "slow-windows",
  title: "Windows servers launch slowly",
  description:
    "Conversion, launch and first boot of Windows servers take several times as long as usual. Their jobs wait for them; " +
    "Linux servers are as fast as ever.",
  parameters: {
    ...anyPlace,
    factor: {
      schema: z.number().min(1).max(100),
      default: 3,
      description: "How many times as long Windows servers take.",
    },
  },
  effects: ({ factor, ...place }) => ({
    rules: [{ service: "drs", ...matching(place), effect: { kind: "slow", factor, platform: "windows" } }],
  }),
});
