import { AppError } from "#lib/domain/errors.ts";

import { requirePlainKeys } from "./json-keys.ts";

export const MAX_BODY_BYTES = 1024 * 1024;

/** The JSON of a request. Throws 413, 415, or `INVALID_REQUEST` for what is not clean JSON in UTF-8. */
export async function readJsonBody(request: Request): Promise<unknown> {
  requireJsonType(request.headers.get("content-type"));
  const text = decodeUtf8(await readLimited(request));
  const value = parse(text);
  requirePlainKeys(text);
  return value;
}

function requireJsonType(contentType: string | null): void {
  const [type, ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const charset = parameters.find((parameter) => parameter.trim().startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset.trim());
  if (type?.trim() === "application/json" && isUtf8) return;
  throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json in UTF-8.");
}

async function readLimited(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Leaving the loop early cancels the stream: nothing beyond the limit is read. */
async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  try {
    for (let part = await nextPart(reader); !part.done; part = await nextPart(reader)) yield part.value;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function nextPart(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body broke off.", { cause });
  }
}

function tooLarge(): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", "The body is larger than 1 MiB.");
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body is not UTF-8.", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = text.trim() === "" ? "The body is empty." : "The body is not JSON.";
    throw new AppError("INVALID_REQUEST", reason, { cause });
  }
}
