import { z } from "zod";

const MAX_CHARACTERS = 2048;
const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export type UrlJudgement = "ok" | "own-machine" | { problem: string };

/**
 * Whether notifications may be sent to a URL, as far as its text says: https without a user in it. `own-machine` is plain
 * http to this machine, which only a simulated deployment sends to. Where its name leads is judged at each call.
 */
export function judgeReceiverUrl(text: string): UrlJudgement {
  const url = URL.parse(text);
  if (url === null) return { problem: "This is not a URL." };
  if (url.username !== "" || url.password !== "") return { problem: "A URL cannot hold a user or a password." };
  if (url.protocol === "https:") return "ok";
  if (url.protocol === "http:" && LOOPBACK_HOST.test(url.hostname)) return "own-machine";
  return { problem: "A URL starts with https://, then the host." };
}

/** A URL that may stand in a channel. */
export const ReceiverUrl = z
  .string()
  .trim()
  .max(MAX_CHARACTERS, `A URL can have ${MAX_CHARACTERS} characters.`)
  .superRefine((text, context) => {
    const judged = judgeReceiverUrl(text);
    if (typeof judged === "object") context.addIssue({ code: "custom", message: judged.problem });
  });
