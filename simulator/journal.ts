const LONGEST = 20_000;

/** One AWS call that was received. `status` stays null while it is in flight or when its reply was never sent. */
type JournalEntry = {
  seq: number;
  at: string;
  service: string;
  operation: string;
  accountId: string;
  region: string;
  status: number | null;
  request: unknown;
};

type JournalFilter = { service?: string | null; operation?: string | null; after?: number; limit?: number };

/** The latest 20,000 AWS calls, in the order in which they were received. */
export class Journal {
  private entries: JournalEntry[] = [];
  private lastSeq = 0;

  record(call: Omit<JournalEntry, "seq" | "at" | "status">): JournalEntry {
    this.lastSeq += 1;
    const entry = { seq: this.lastSeq, at: new Date().toISOString(), ...call, status: null };
    this.entries.push(entry);
    if (this.entries.length > LONGEST * 1.1) this.entries.splice(0, this.entries.length - LONGEST);
    return entry;
  }

  /** Entries after a sequence number, oldest first. */
  list(filter: JournalFilter): JournalEntry[] {
    return this.entries
      .filter(
        (entry) =>
          entry.seq > (filter.after ?? 0) &&
          (!filter.service || entry.service === filter.service) &&
          (!filter.operation || entry.operation === filter.operation),
      )
      .slice(0, filter.limit ?? LONGEST);
  }

  clear(): void {
    this.entries = [];
  }
}
