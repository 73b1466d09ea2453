import { randomUUID } from "node:crypto";

const SANE = /^[\w.:-]{8,100}$/;

/** The caller's own id where it is a harmless one, so that both sides' logs meet; else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && SANE.test(given) ? given : randomUUID();
}
