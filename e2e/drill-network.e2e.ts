import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { z } from "zod";

import { waitUntil } from "#scripts/stack/wait-until.ts";
import type { TestStack } from "#scripts/testing/stack.ts";

import { expect, test } from "./fixtures.ts";

const PLACE = { accountId: "222233334444", region: "us-west-2" };
const HOSTS = ["pay-core-01", "pay-core-02", "pay-core-03"];
const Servers = z.object({ items: z.array(z.object({ sourceServerId: z.string(), hostname: z.string() })) });
const Created = z.object({ id: z.string() });

/** A plan of three servers whose launch templates are as DRS made them: into the network that reaches production. */
async function createPlan({ api }: TestStack): Promise<string> {
  const sourceServerIds = await waitUntil(
    async () => {
      const { items } = Servers.parse(await api.get("/drs/source-servers?search=pay-core-0&limit=200"));
      const found = items.filter(({ hostname }) => HOSTS.includes(hostname));
      return found.length === HOSTS.length ? found.map((server) => server.sourceServerId) : undefined;
    },
    { what: "The inventory did not find the payment servers", seconds: 60 },
  );
  const group = Created.parse(await api.create("/protection-groups", { name: "Core", ...PLACE, sourceServerIds }));
  const waves = [{ name: "Core", protectionGroupIds: [group.id] }];
  return Created.parse(await api.create("/recovery-plans", { name: "Payments core", waves })).id;
}

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

/** The deployment is shared with other tests, and they may drill these servers. */
test.afterEach(async ({ stack }) => {
  const answer = await fetch(`${stack.parts.webUrl}/api/v1/accounts/${PLACE.accountId}/drill-network/${PLACE.region}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
    body: JSON.stringify({ subnetIds: [], securityGroupIds: [], isolationRequired: false }),
  });
  expect(answer.status).toBe(200);
});

test("a drill network is declared with the keyboard, and a drill that would leave it is refused with its reasons", async ({
  openAs,
  stack,
}) => {
  const planId = await createPlan(stack);
  const page = await openAs("ada", "/settings");
  await page.getByRole("button", { name: "Declare the drill network of us-west-2" }).focus();
  await page.keyboard.press("Enter");
  const settings = page.getByRole("dialog", { name: /Drill network of/ });
  await expect(settings.getByLabel("Subnets")).toBeFocused();
  await page.keyboard.type("vpc-0123456789abcdef0");
  await settings.getByLabel("Drills must be isolated").focus();
  await page.keyboard.press("Space");
  await settings.getByRole("button", { name: "Save drill network" }).click();
  await expect(settings.getByText("Line 1: A subnet id looks like")).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await settings.getByLabel("Subnets").fill("subnet-0123456789abcdef0");
  await settings.getByLabel("Security groups").fill("sg-0123456789abcdef0");
  await settings.getByRole("button", { name: "Save drill network" }).click();
  await expect(settings).toBeHidden();
  await expect(page.getByText("Drills must be isolated")).toBeVisible();

  await page.goto(`/recovery-plans/${planId}`);
  await page.getByRole("button", { name: /Start drill…/ }).click();
  const start = page.getByRole("dialog", { name: "Start a drill of Payments core" });
  await expect(start.getByText("3 servers have a route to production")).toBeVisible({ timeout: 30_000 });
  await expect(start.getByText("3 servers land outside the drill network")).toBeVisible();
  await expect(start.getByText("This drill is refused as it is")).toBeVisible();
  await start.getByRole("button", { name: "Start drill" }).click();
  await expect(start.getByText("Not started: drills must be isolated there")).toBeVisible();
  expect(await serious(page)).toEqual([]);
});
