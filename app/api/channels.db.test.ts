import { afterAll, beforeAll, expect, test } from "vitest";

import { containing } from "#lib/services/test-world.ts";

import { send, type TestApi, testApi } from "./test-api.ts";
import * as deliveries from "./v1/channels/[id]/deliveries/route.ts";
import * as one from "./v1/channels/[id]/route.ts";
import * as tests from "./v1/channels/[id]/test/route.ts";
import * as all from "./v1/channels/route.ts";

const SECRET = "a-secret-of-the-receiver";
const CHANNEL = {
  name: "On call",
  events: ["EXECUTION_ENDED"],
  target: { kind: "WEBHOOK", url: "https://example.com/in?x=1", secret: SECRET },
};

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

test("a channel's life over HTTP, in which its secret goes in and never comes out", async () => {
  const answers: unknown[] = [];
  const path = "/api/v1/channels";
  const token = api.tokens.admin;
  const read = async (response: Response): Promise<{ id: string }> => {
    const body = (await response.json()) as { id: string };
    answers.push(body);
    return body;
  };
  const made = await send(all.POST, { path, method: "POST", token, body: CHANNEL });
  const { id } = await read(made);
  expect([made.status, made.headers.get("location")]).toEqual([201, `${path}/${id}`]);
  const here = { path: `${path}/${id}`, params: { id }, token };
  const saved = await send(one.PUT, {
    ...{ ...here, method: "PUT" },
    body: { ...CHANNEL, version: 1, target: { kind: "WEBHOOK", url: CHANNEL.target.url } },
  });
  expect(await read(saved)).toMatchObject({ version: 2, isSecretSet: true });
  const sent = await send(tests.POST, { ...here, method: "POST" });
  expect(sent.status).toBe(202);
  const { id: deliveryId } = await read(sent);
  expect(await read(await send(deliveries.GET, here))).toMatchObject({ items: [{ id: deliveryId, kind: "TEST" }] });
  await read(await send(one.GET, here));
  await read(await send(all.GET, { path, token }));
  expect((await send(one.DELETE, { ...here, method: "DELETE" })).status).toBe(204);
  expect((await send(one.GET, here)).status).toBe(404);
  expect(JSON.stringify(answers)).not.toContain(SECRET);
});

test("what is wrong is named by its place in the body", async () => {
  const request = { path: "/api/v1/channels", method: "POST", token: api.tokens.admin };
  const target = { kind: "WEBHOOK", url: "http://example.com", secret: "short" };
  const answer = await send(all.POST, { ...request, body: { ...CHANNEL, target } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "INVALID_REQUEST",
    invalidParams: [
      { name: "target.url", reason: "A URL starts with https://, then the host." },
      { name: "target.secret" },
    ],
  });
  const mail = await send(all.POST, {
    ...request,
    body: { ...CHANNEL, target: { kind: "EMAIL", to: ["a@b.example"] } },
  });
  expect(await mail.json()).toMatchObject({ invalidParams: [{ name: "target.kind", reason: containing("SMTP_URL") }] });
});
