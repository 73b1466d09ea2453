const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function split(seconds: number) {
  const whole = Math.max(0, Math.floor(seconds));
  return { hours: Math.floor(whole / HOUR), minutes: Math.floor((whole % HOUR) / MINUTE), seconds: whole % MINUTE };
}

/** A duration that runs or ran: `0:43`, `11:12`, `1:31:08`. */
export function formatDuration(seconds: number): string {
  const parts = split(seconds);
  if (parts.hours === 0) return `${parts.minutes}:${two(parts.seconds)}`;
  return `${parts.hours}:${two(parts.minutes)}:${two(parts.seconds)}`;
}

/** A length of time in words: `0 s`, `58 s`, `4 min 10 s`, `45 min`, `1 h 24 min`, `3 days 4 h`. */
export function formatPeriod(seconds: number): string {
  const parts = split(seconds);
  if (seconds < MINUTE) return `${parts.seconds} s`;
  if (seconds < HOUR)
    return parts.seconds === 0 ? `${parts.minutes} min` : `${parts.minutes} min ${two(parts.seconds)} s`;
  if (seconds < 2 * DAY) return parts.minutes === 0 ? `${parts.hours} h` : `${parts.hours} h ${two(parts.minutes)} min`;
  const hours = parts.hours % 24;
  const days = `${Math.floor(parts.hours / 24)} days`;
  return hours === 0 ? days : `${days} ${hours} h`;
}

/** How long ago `at` was: `40 s ago`, `12 min ago`, `3 h ago`, `11 days ago`. */
export function formatAge(at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
  if (seconds < MINUTE) return `${seconds} s ago`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  return `${Math.floor(seconds / DAY)} days ago`;
}

/** UTC day: `24 Nov`, in another year `24 Nov 2025`. */
export function formatDate(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}`;
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`;
}

/** UTC, 24 h: `03:12`, with seconds `03:12:29`. */
export function formatClock(at: string, options: { seconds?: boolean | undefined } = {}): string {
  return new Date(at).toISOString().slice(11, options.seconds === true ? 19 : 16);
}

/** `481022773906` is read as `4810 2277 3906`; copy the id itself. */
export function formatAccountId(accountId: string): string {
  return accountId.replace(/(\d{4})(?=\d)/g, "$1 ");
}

export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `1 server`, `4,000 servers`. */
export function formatNoun(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
