const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `03:12:29`, in UTC. */
export function timeOf(moment) {
  return new Date(moment).toISOString().slice(11, 19);
}

/** `24 Nov 2026`, in UTC. */
export function dateOf(moment) {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `11:12`, from an hour on `1:31:08`. */
export function durationOf(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, ...rest] = parts;
  const shown = hours > 0 ? parts : rest;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** `4,000`. */
export function countOf(number) {
  return number.toLocaleString("en-US");
}

/** `1 server`, `3 servers`. */
export function amountOf(number, noun) {
  return `${countOf(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** `4810 2277 3906`. */
export function accountOf(accountId) {
  return accountId.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** `availabilityZone` as a label: "Availability zone". */
export function wordsOf(name) {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
