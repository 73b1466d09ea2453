import type { Reply } from "../protocol.ts";

/** The answer of a control route that is not the JSON of a value. */
export class RawReply {
  readonly reply: Reply;

  constructor(type: string, body: string, headers: Record<string, string> = {}) {
    this.reply = { status: 200, headers: { "content-type": type, "cache-control": "no-store", ...headers }, body };
  }
}
