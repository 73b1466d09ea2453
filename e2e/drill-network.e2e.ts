import { serious } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan } from "./plans.ts";

const PLACE = { accountId: "222233334444", region: "us-west-2" };
const HOSTS = ["pay-core-01", "pay-core-02", "pay-core-03"];

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
  // Their launch templates are as DRS made them: into the network that reaches production.
  const waves = [{ name: "Core", place: PLACE, hosts: HOSTS }];
  const planId = await createPlan(stack, { name: "Payments core", waves });
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
