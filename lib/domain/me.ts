import { z } from "zod";

import { Permission, Role } from "./permissions.ts";

/** Who is asking, and what they may do. */
export const MeView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  kind: z.enum(["user", "token", "system"]),
  roles: z.array(Role),
  permissions: z.array(Permission),
});
export type MeView = z.infer<typeof MeView>;
