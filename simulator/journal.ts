const LONGEST = 20_000;
/** Characters of all requests that are kept. */
const HEAVIEST = 64 * 1024 * 1024;
const LONGEST_REQUEST = 16 * 1024;
const DEEPEST_REQUEST = 64;

/**
 * One AWS call that was received. `status` stays null while it is in flight or when its reply was never sent; only in the
 * former case `durationMs` does too. A request beyond 16 KB is kept as `{cut: true, length, start}`.
 */
export type JournalEntry = {
  seq: number;
  at: string;
  service: string;
  operation: string;
  accountId: string;
  region: string;
  status: number | null;
  durationMs: number | null;
  /** AWS's code of the error that was answered. */
  errorCode: string | null;
  request: unknown;
};

const EXACT = ["service", "operation", "accountId", "region"] as const;
type Exact = (typeof EXACT)[number];

/**
 * What a reader looks for. `mentions` is text in the request. `statuses` are alternatives: a status, a hundred of them such
 * as `5xx`, or `none` for replies that were never sent.
 */
type JournalFilter = { [Name in Exact]?: string | undefined } & {
  statuses?: string[] | undefined;
  mentions?: string | undefined;
  after?: number;
  limit?: number;
  isNewestFirst?: boolean;
};

/** The request is kept as JSON text: small, and searched as it is. */
type Line = Omit<JournalEntry, "request"> & { text: string };

/** The latest 20,000 AWS calls, or fewer very big ones, in the order in which they were received. */
export class Journal {
  private lines: Line[] = [];
  private lastSeq = 0;
  private weight = 0;

  record(call: Pick<JournalEntry, Exact | "request">): Line {
    this.lastSeq += 1;
    const { request, ...rest } = call;
    const answer = { status: null, durationMs: null, errorCode: null };
    const line: Line = { seq: this.lastSeq, at: new Date().toISOString(), ...rest, ...answer, text: toText(request) };
    this.lines.push(line);
    this.weight += line.text.length;
    if (this.lines.length > LONGEST * 1.1 || this.weight > HEAVIEST * 1.1) this.dropOldest();
    return line;
  }

  /** Notes how a call was answered; a status of null for a connection that was cut. */
  settle(line: Line, status: number | null): void {
    line.status = status;
    line.durationMs = Math.max(0, Date.now() - Date.parse(line.at));
  }

  /** Entries after a sequence number, oldest first unless asked otherwise. */
  list(filter: JournalFilter): JournalEntry[] {
    const found = this.lines.filter((line) => line.seq > (filter.after ?? 0) && isMeant(line, filter));
    const limit = filter.limit ?? LONGEST;
    const wanted = filter.isNewestFirst ? found.slice(-limit).reverse() : found.slice(0, limit);
    return wanted.map(({ text, ...entry }) => ({ ...entry, request: JSON.parse(text) as unknown }));
  }

  clear(): void {
    this.lines = [];
    this.weight = 0;
  }

  private dropOldest(): void {
    let dropped = Math.max(0, this.lines.length - LONGEST);
    let weight = this.lines.slice(dropped).reduce((sum, line) => sum + line.text.length, 0);
    for (; weight > HEAVIEST; dropped += 1) weight -= this.lines[dropped]?.text.length ?? weight;
    this.lines.splice(0, dropped);
    this.weight = weight;
  }
}

function isMeant(line: Line, { statuses, mentions, ...exact }: JournalFilter): boolean {
  if (EXACT.some((name) => exact[name] !== undefined && exact[name] !== line[name])) return false;
  if (mentions !== undefined && !line.text.includes(mentions)) return false;
  return !statuses || statuses.some((each) => hasStatus(line, each));
}

function hasStatus({ status, durationMs }: Line, wanted: string): boolean {
  if (wanted === "none") return status === null && durationMs !== null;
  return status !== null && (wanted.endsWith("xx") ? String(status)[0] === wanted[0] : String(status) === wanted);
}

function toText(request: unknown): string {
  if (isDeeper(request, DEEPEST_REQUEST)) return JSON.stringify({ cut: true, nestedDeeperThan: DEEPEST_REQUEST });
  const text = JSON.stringify(request ?? null);
  if (text.length <= LONGEST_REQUEST) return text;
  return JSON.stringify({ cut: true, length: text.length, start: text.slice(0, LONGEST_REQUEST) });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}
