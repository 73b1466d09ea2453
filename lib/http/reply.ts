import { createHash } from "node:crypto";

/** What a route answers, before it is HTTP. */
export type Reply = {
  status: 200 | 201 | 202 | 204 | 503;
  body?: unknown;
  location?: string | undefined;
  /** Instead of JSON: a file that is saved under this name, which is plain ASCII. */
  file?: { name: string; type: string; text: string };
};

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function download(file: NonNullable<Reply["file"]>): Reply {
  return { status: 200, file };
}

export function created(body: unknown, location?: string): Reply {
  return { status: 201, body, location };
}

export function accepted(body: unknown, location?: string): Reply {
  return { status: 202, body, location };
}

export function noContent(): Reply {
  return { status: 204 };
}

/** Nothing that the API says may be kept, framed or run. */
export function apiHeaders(requestId: string): Headers {
  return new Headers({
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Request-Id": requestId,
  });
}

export function toResponse(reply: Reply, request: Request, requestId: string): Response {
  const headers = apiHeaders(requestId);
  if (reply.location !== undefined) headers.set("Location", reply.location);
  if (reply.file !== undefined) return fileResponse(reply.file, headers);
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  const text = JSON.stringify(reply.body);
  if (reply.status === 200 && (request.method === "GET" || request.method === "HEAD")) {
    const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
    headers.set("ETag", etag);
    if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  }
  headers.set("Content-Type", "application/json");
  return new Response(text, { status: reply.status, headers });
}

function fileResponse({ name, type, text }: NonNullable<Reply["file"]>, headers: Headers): Response {
  headers.set("Content-Type", type);
  headers.set("Content-Disposition", `attachment; filename="${name}"`);
  return new Response(text, { headers });
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes("*") || tags.includes(etag.replace(/^W\//, ""));
}
