/** `2022-12-07T19:15:38.846723+00:00`: what the live service returns, although its model asks for `Z`. */
export function toStamp(wall: number): string {
  const whole = Math.floor(wall);
  const micros = Math.floor((wall - whole) * 1000)
    .toString()
    .padStart(3, "0");
  return new Date(whole).toISOString().replace("Z", `${micros}+00:00`);
}

/** ISO 8601 duration of whole seconds; no lag at all is `P0D`. */
export function toDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) return "P0D";
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`].filter(Boolean).join("");
  return `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}
