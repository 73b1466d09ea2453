import { afterAll, beforeAll, expect, test } from "vitest";

import { auditOf, NOW, type TestWorld, testWorld } from "../test-world.ts";
import { findUserActor } from "./authenticate.ts";
import { getMe } from "./get-me.ts";
import { recordSignIn } from "./record-sign-in.ts";

const ADA = { subject: "idp-ada", email: "ada@example.com", name: "Ada Byron", roles: ["planner" as const] };

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

test("a sign-in keeps the person once, with the roles of the newest, audited in the person's name", async () => {
  const first = await recordSignIn(world.system, ADA);
  const second = await recordSignIn(world.system, { ...ADA, name: "Ada Lovelace", roles: ["viewer"] });
  expect(second).toEqual({ ...first, name: "Ada Lovelace", roles: ["viewer"] });
  expect(await world.db.user.findMany()).toMatchObject([{ id: first.id, signedInAt: NOW }]);
  expect(await auditOf(world.db)).toContainEqual({
    action: "user.sign-in",
    entityName: "Ada Lovelace",
    actor: "Ada Lovelace",
  });
});

test("two sign-ins of a new person at the same moment make one person", async () => {
  const twice = [
    recordSignIn(world.system, { ...ADA, subject: "new" }),
    recordSignIn(world.system, { ...ADA, subject: "new" }),
  ];
  const [a, b] = await Promise.all(twice);
  expect(a?.id).toBe(b?.id);
});

test("a role that was taken away counts at once, one that nobody knows never does", async () => {
  const { id } = await recordSignIn(world.system, { ...ADA, subject: "demoted", roles: ["admin"] });
  expect((await findUserActor(world.system, id))?.permissions.has("account:write")).toBe(true);
  await world.db.user.update({ where: { id }, data: { roles: ["viewer", "emperor"] } });
  const actor = await findUserActor(world.system, id);
  expect(actor?.permissions.has("account:write")).toBe(false);
  expect(actor?.permissions.has("plan:read")).toBe(true);
});

test("nobody is behind an id that is gone", async () => {
  expect(await findUserActor(world.system, "00000000-0000-4000-8000-000000000000")).toBeNull();
});

test("people are told who they are and what they may do", async () => {
  const { id } = await recordSignIn(world.system, { ...ADA, subject: "me", roles: ["viewer"] });
  const actor = await findUserActor(world.system, id);
  if (actor === null) throw new Error("nobody");
  expect(await getMe({ ...world.system, actor })).toEqual({
    id,
    kind: "user",
    name: "Ada Byron",
    email: "ada@example.com",
    roles: ["viewer"],
    permissions: ["inventory:read", "group:read", "plan:read", "execution:read", "account:read"],
  });
});

test("only the product itself records sign-ins and finds actors", async () => {
  await expect(recordSignIn(world.as("admin"), ADA)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(findUserActor(world.as("admin"), "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
});
