import { afterAll, beforeAll, expect, test } from "vitest";

import { Permission } from "#lib/domain/permissions.ts";

import { auditOf, NOW, type TestWorld, testWorld } from "../test-world.ts";
import { getMe } from "../users/get-me.ts";
import { recordSignIn } from "../users/record-sign-in.ts";
import { authenticateToken } from "./authenticate.ts";
import { createApiToken } from "./create.ts";

const LATER = new Date(NOW.getTime() + 3_600_000);

let world: TestWorld;
let ownerId: string;
beforeAll(async () => {
  world = await testWorld();
  const owner = { subject: "ada", email: "ada@example.com", name: "Ada", roles: ["operator" as const] };
  ownerId = (await recordSignIn(world.system, owner)).id;
});
afterAll(() => world.close());

function create(name: string, scope: Permission[] = Permission.options) {
  return createApiToken(world.system, { ownerId, name, scope, expiresAt: LATER });
}

function at(date: Date) {
  return { ...world.system, now: () => date };
}

test("a token is shown once; only its hash is kept, and the audit has neither", async () => {
  const { id, token } = await create("CI");
  expect(token).toMatch(/^drso_[\w-]{43}$/);
  const stored = JSON.stringify(await world.db.apiToken.findUnique({ where: { id } }));
  expect(stored).not.toContain(token);
  expect(stored).toMatch(/"hash":"[0-9a-f]{64}"/);
  expect(await auditOf(world.db)).toContainEqual({
    action: "api-token.create",
    entityName: "CI",
    actor: "DRS Orchestrator",
  });
  const audits = JSON.stringify((await world.db.auditEvent.findMany()).map(({ detail }) => detail));
  expect(audits).not.toContain(token);
});

test("a token may do what its scope and its owner's roles of the moment both allow", async () => {
  const { id, token } = await create("Narrow", ["execution:drill", "account:write"]);
  const actor = await authenticateToken(world.system, token);
  expect(actor).toMatchObject({ kind: "token", id, name: "Ada (Narrow)" });
  expect([...actor.permissions]).toEqual(["execution:drill"]);
  expect(await getMe({ ...world.system, actor })).toMatchObject({
    kind: "token",
    roles: ["operator"],
    permissions: ["execution:drill"],
  });
  await world.db.user.update({ where: { id: ownerId }, data: { roles: ["viewer"] } });
  expect((await authenticateToken(world.system, token)).permissions.size).toBe(0);
  await world.db.user.update({ where: { id: ownerId }, data: { roles: ["operator"] } });
});

test("unknown, misspelled and expired tokens are all refused in the same words", async () => {
  const { token } = await create("Expires");
  const messages = new Set<string>();
  for (const attempt of [
    authenticateToken(world.system, `${token}x`),
    authenticateToken(world.system, "drso_"),
    authenticateToken(at(LATER), token),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await attempt.catch((error: unknown) => messages.add(String(error)));
  }
  expect(messages.size).toBe(1);
});

test("a token dies with its owner", async () => {
  const owner = { subject: "leaver", email: null, name: "Leaver", roles: ["viewer" as const] };
  const { id: leaver } = await recordSignIn(world.system, owner);
  const { token } = await createApiToken(world.system, {
    ownerId: leaver,
    name: "Left",
    scope: ["plan:read"],
    expiresAt: LATER,
  });
  await world.db.user.delete({ where: { id: leaver } });
  await expect(authenticateToken(world.system, token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("use is noted at most once a minute", async () => {
  const { id, token } = await create("Used");
  const seconds = (count: number) => new Date(NOW.getTime() + count * 1000);
  const lastUsed = async () => (await world.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  await authenticateToken(at(NOW), token);
  await authenticateToken(at(seconds(59)), token);
  expect(await lastUsed()).toEqual(NOW);
  await authenticateToken(at(seconds(60)), token);
  expect(await lastUsed()).toEqual(seconds(60));
});

test("tokens are not made for nobody, for the past, or by people", async () => {
  const input = { ownerId, name: "Bad", scope: ["plan:read" as const], expiresAt: LATER };
  await expect(createApiToken(world.system, { ...input, expiresAt: NOW })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
  await expect(
    createApiToken(world.system, { ...input, ownerId: "00000000-0000-4000-8000-000000000000" }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(createApiToken(world.as("admin"), input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(authenticateToken(world.as("admin"), "drso_x")).rejects.toMatchObject({ code: "FORBIDDEN" });
});
