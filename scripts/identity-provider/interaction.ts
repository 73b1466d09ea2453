import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import type Provider from "oidc-provider";

import { errorPage, signInPage } from "./pages.ts";
import { subjectOf, type Person } from "./people.ts";

const LONGEST_FORM_BYTES = 16_384;

export type Interaction = { provider: Provider; people: readonly Person[] };

/** Shows the sign-in form, or takes what was typed into it and sends the person back to the console. */
export async function handleInteraction(
  { provider, people }: Interaction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  const form = { action: `/interaction/${uid}`, email: "", problem: null, hints: people.map(describe) };
  if (request.method !== "POST") {
    send(response, 200, signInPage(form));
    return;
  }
  const typed = new URLSearchParams(await readForm(request));
  const email = typed.get("email")?.trim().toLowerCase() ?? "";
  const person = people.find((each) => each.email === email);
  if (person === undefined || !isSame(person.password, typed.get("password") ?? "")) {
    const problem = "The e-mail or the password is not right. Check both and try again.";
    send(response, 401, signInPage({ ...form, email, problem }));
    return;
  }
  const login = { accountId: subjectOf(person), ts: Math.floor(Date.now() / 1000) };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** An interaction that the provider no longer knows: it was restarted, or the form was open for too long. */
export function refuseInteraction(response: ServerResponse): void {
  send(response, 400, errorPage("This sign-in is no longer open."));
}

function describe({ email, roles }: Person): string {
  return `${email} — ${roles.join(", ")}`;
}

function isSame(expected: string, typed: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(typed)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.length > LONGEST_FORM_BYTES) break;
  }
  return text;
}

function send(response: ServerResponse, status: number, html: string): void {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
  };
  response.writeHead(status, headers).end(html);
}
