import { z } from "zod";
import type { JournalEntry } from "../journal.ts";
import type { Simulation } from "../simulation.ts";

const LONGEST_PAGE = 5000;

const Query = z.strictObject({
  service: z.string().optional(),
  operation: z.string().optional(),
  accountId: z.string().optional(),
  region: z.string().optional(),
  status: z
    .string()
    .regex(
      /^([1-5](xx|\d\d)|none)(,([1-5](xx|\d\d)|none))*$/,
      "a status, one such as 5xx, or none, with commas between them",
    )
    .optional(),
  mentions: z.string().optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(1000),
  order: z.enum(["oldest", "newest"]).default("oldest"),
});

/** The journal's entries after a sequence number; `nextAfter` is the number to ask with for what follows. */
export function listJournal(sim: Simulation, query: URLSearchParams): { items: JournalEntry[]; nextAfter: number } {
  const given = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  const { status, order, ...filter } = Query.parse(given);
  const items = sim.journal.list({ ...filter, statuses: status?.split(","), isNewestFirst: order === "newest" });
  return { items, nextAfter: Math.max(filter.after, ...items.map(({ seq }) => seq)) };
}
