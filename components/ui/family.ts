/** What a status means to the reader; sets its colours. Never shown without an icon and a word. */
export type Family = "ok" | "run" | "attn" | "bad" | "idle";

export const FAMILY_CLASS: Record<Family, string> = {
  ok: "family-ok",
  run: "family-run",
  attn: "family-attn",
  bad: "family-bad",
  idle: "family-idle",
};
