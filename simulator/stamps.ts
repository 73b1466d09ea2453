const MINUTE = 60_000;
const MOST_MINUTES = 20_000;

/** The text of every minute that was stamped lately: writing a date is what costs, and most stamps share their minutes. */
const knownMinutes = new Map<number, string>();

/** `2022-12-07T19:15:38.846723+00:00`: what the live service returns, although its model asks for `Z`. */
export function toStamp(wall: number): string {
  const whole = Math.floor(wall);
  const minute = Math.floor(whole / MINUTE);
  const milliseconds = digits(whole - minute * MINUTE, 5);
  const micros = digits(Math.floor((wall - whole) * 1000), 3);
  return `${textOfMinute(minute)}:${milliseconds.slice(0, 2)}.${milliseconds.slice(2)}${micros}+00:00`;
}

function textOfMinute(minute: number): string {
  const known = knownMinutes.get(minute);
  if (known !== undefined) return known;
  if (knownMinutes.size >= MOST_MINUTES) knownMinutes.clear();
  const text = new Date(minute * MINUTE).toISOString().slice(0, "2022-12-07T19:15".length);
  knownMinutes.set(minute, text);
  return text;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

/** ISO 8601 duration of whole seconds; no lag at all is `P0D`. */
export function toDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) return "P0D";
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const time = part(hours, "H") + part(minutes, "M") + part(rest, "S");
  return `P${part(days, "D")}${time && `T${time}`}`;
}

function part(amount: number, unit: string): string {
  return amount === 0 ? "" : `${amount}${unit}`;
}
