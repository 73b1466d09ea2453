import { afterAll, beforeAll, expect, test } from "vitest";

import { addServers, auditOf, containing, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { createAccount } from "./create.ts";
import { listAccounts } from "./list.ts";
import { setCheckCidrs } from "./set-check-cidrs.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

function account(accountId: string, name: string) {
  return {
    accountId,
    name,
    roleArn: `arn:aws:iam::${accountId}:role/Recovery`,
    externalId: "shared-secret",
    regions: ["eu-west-1" as const, "us-east-1" as const, "eu-west-1" as const],
  };
}

test("an account is registered once with its Regions, audited without its external id", async () => {
  const created = await createAccount(world.as("admin"), account("222222222222", "  Web   shop "));
  expect(created).toMatchObject({
    name: "Web shop",
    regions: [{ region: "eu-west-1", state: "NEVER" }, { region: "us-east-1" }],
  });
  expect(JSON.stringify(created)).not.toContain("shared-secret");
  expect(await auditOf(world.db)).toContainEqual({
    action: "account.create",
    entityName: "Web shop",
    actor: "A admin",
  });
  const audits = await world.db.auditEvent.findMany({ select: { detail: true } });
  expect(JSON.stringify(audits)).not.toContain("shared-secret");
});

test("the same account or the same name again is refused, saying which", async () => {
  await expect(createAccount(world.as("admin"), account(PLACE.accountId, "Other"))).rejects.toMatchObject({
    code: "ACCOUNT_EXISTS",
    conflicts: [{ kind: "account", id: PLACE.accountId, name: "Production" }],
  });
  await expect(createAccount(world.as("admin"), account("333333333333", "PRODUCTION"))).rejects.toMatchObject({
    code: "ACCOUNT_EXISTS",
    message: containing("Choose another name"),
  });
});

test("of two registrations at the same moment one wins", async () => {
  const both = [
    createAccount(world.as("admin"), account("444444444444", "Race")),
    createAccount(world.as("admin"), account("555555555555", "race")),
  ];
  const results = await Promise.allSettled(both);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results.find((result) => result.status === "rejected")).toMatchObject({ reason: { code: "ACCOUNT_EXISTS" } });
});

test("who may not register accounts cannot", async () => {
  await expect(createAccount(world.as("planner"), account("666666666666", "No"))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(listAccounts({ ...world.as(), db: world.db })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("accounts are listed by name, page by page, with the servers of each Region", async () => {
  await addServers(world.db, [1, 3]);
  await addServers(world.db, [4, 4], { goneAt: new Date() });
  const first = await listAccounts(world.as("viewer"), { limit: 1 });
  expect(first.items).toMatchObject([
    { name: "Production", regions: [{ region: "us-east-1", servers: 3, state: "OK" }] },
  ]);
  const rest = await listAccounts(world.as("viewer"), { cursor: first.nextCursor ?? "" });
  expect(rest.items.map((item) => item.name.toLowerCase())).toEqual(["race", "web shop"]);
  expect(rest.nextCursor).toBeNull();
});

test("a cursor that is not ours is refused", async () => {
  for (const cursor of ["garbage", "", "W10", Buffer.from("[1]").toString("base64url")]) {
    await expect(listAccounts(world.as("viewer"), { cursor })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  }
});

test("where workers may check servers of an account is said block by block, audited, and refused to others", async () => {
  const { accountId } = PLACE;
  const blocks = { checkCidrs: ["10.0.0.0/16", " 10.1.0.0/16", "10.0.0.0/16"], comment: "Peered" };
  const saved = await setCheckCidrs(world.as("admin"), { accountId }, blocks);
  expect(saved.checkCidrs).toEqual(["10.0.0.0/16", "10.1.0.0/16"]);
  const audits = await world.db.auditEvent.findMany({ where: { action: "account.check-cidrs" } });
  expect(audits).toMatchObject([{ comment: "Peered", detail: { before: [], after: saved.checkCidrs } }]);
  await expect(setCheckCidrs(world.as("planner"), { accountId }, blocks)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(setCheckCidrs(world.as("admin"), { accountId: "999999999999" }, blocks)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(setCheckCidrs(world.as("admin"), { accountId }, { checkCidrs: ["10.0.0.1/16"] })).rejects.toThrow(
    "10.20.0.0/16",
  );
});
