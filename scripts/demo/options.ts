import { z } from "zod";

/** What the command line asked for, already checked by the command. */
const DemoOptions = z.object({
  port: z.int().optional(),
  speed: z.number().default(60),
  reset: z.boolean().default(false),
  /** From source instead of a build, with data of its own. */
  isDevelopment: z.boolean().default(false),
  /** Where its data goes; tests keep theirs apart. */
  folder: z.string().optional(),
});
export type DemoOptions = z.infer<typeof DemoOptions>;

export function readOptions(text: string | undefined): DemoOptions {
  return DemoOptions.parse(JSON.parse(text ?? "{}"));
}
