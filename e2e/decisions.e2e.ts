import type { Page } from "@playwright/test";

import { expectUsable } from "./axe.ts";
import type { Faults } from "./faults.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, idsOf, startDrill } from "./plans.ts";

const SHOP = { accountId: "333344445555", region: "eu-west-1" };
const PAYMENTS = { accountId: "222233334444", region: "eu-central-1" };
const NO_CAPACITY = "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation";

/** DRS fails the next launch of this server, in EC2's words. */
async function failOnce(faults: Faults, sourceServerId: string): Promise<void> {
  await faults.add({ sourceServerId, times: 1, effect: { kind: "launch-failed", rawError: NO_CAPACITY } });
}

/** What a person reads before deciding: what failed, in AWS's words, what it means, and the four answers. */
async function expectAsked(page: Page, wave: string, hostname: string) {
  const card = page.getByRole("region", { name: `Decide: ${wave}` });
  await expect(card.getByRole("heading", { name: `${hostname} did not launch` })).toBeVisible({ timeout: 60_000 });
  await expect(card.getByLabel("What AWS said")).toContainText(NO_CAPACITY);
  await expect(card.getByText("EC2 has no free capacity for this instance type")).toBeVisible();
  await expect(card.getByRole("radio")).toHaveCount(4);
  return card;
}

test("with the keyboard alone, only the server that failed is retried, and its wave completes", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(180_000);
  const [failing] = await idsOf(stack, SHOP, "shop-app-01");
  await failOnce(faults, failing);
  const waves = [
    { name: "Apps", place: SHOP, hosts: ["shop-app-01", "shop-app-02"] },
    { name: "Search", place: SHOP, hosts: ["shop-search-01"], dependsOn: [1] },
  ];
  const planId = await createPlan(stack, { name: "Retried", waves });
  const page = await openAs("olu", await startDrill(stack, planId));
  const card = await expectAsked(page, "wave 1, Apps", "shop-app-01");
  await expectUsable(page, "decision");

  await page.keyboard.press("d");
  await expect(card).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(card.getByLabel("What AWS said")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(card.getByRole("radio", { name: /^Retry/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(card.getByLabel("Launch from")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(card.getByLabel("Reason, for the record")).toBeFocused();
  await page.keyboard.type("Capacity is back");
  await page.keyboard.press("Tab");
  await expect(card.getByRole("button", { name: "Retry shop-app-01" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card).toBeHidden();
  await expect(page.getByText("Waves", { exact: true }).and(page.locator(":focus"))).toBeVisible();

  await expect(page.getByText(/^All 3 servers recovered in/)).toBeVisible({ timeout: 60_000 });
  const servers = page.getByRole("region", { name: "Servers", exact: true });
  await expect(servers.getByRole("row", { name: /shop-app-01/ })).toContainText("Launched at attempt 2");
  await expect(servers.getByRole("row", { name: /shop-app-02/ })).not.toContainText("attempt");
  const people = page.getByRole("region", { name: "Decisions and people" });
  await expect(people.getByRole("listitem").filter({ hasText: "Retry shop-app-01" })).toContainText("Capacity is back");
  await expectUsable(page, "retried");
});

test("a server is skipped with a reason, the wave behind starts without it, and the outcome says so", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(180_000);
  const [failing] = await idsOf(stack, SHOP, "shop-app-03");
  await failOnce(faults, failing);
  const waves = [
    { name: "Apps", place: SHOP, hosts: ["shop-app-03", "shop-app-04"] },
    { name: "Search", place: SHOP, hosts: ["shop-search-02"], dependsOn: [1] },
  ];
  const planId = await createPlan(stack, { name: "Skipped", waves });
  const page = await openAs("olu", await startDrill(stack, planId));
  const card = await expectAsked(page, "wave 1, Apps", "shop-app-03");
  await card.getByRole("radio", { name: /^Skip this server/ }).check();
  const skip = card.getByRole("button", { name: "Skip shop-app-03" });
  await expect(skip).toHaveAccessibleDescription("Write the reason first.");
  await expectUsable(page, "decision-skip");
  await card.getByLabel("Reason, for the record").fill("Its zone is full until tomorrow");
  await skip.click();

  await expect(page.getByText("1 of 3 servers did not recover.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Outcome" })).toContainText("Partial");
  await expect(page.getByRole("region", { name: "Outcome" })).toContainText("shop-app-03 was skipped.");
  const servers = page.getByRole("region", { name: "Servers", exact: true });
  await expect(servers.getByRole("row", { name: /shop-app-03/ })).toContainText("Skipped");
  const people = page.getByRole("region", { name: "Decisions and people" });
  await expect(people.getByRole("listitem").filter({ hasText: "Skip shop-app-03" })).toContainText("Its zone is full");
  await expectUsable(page, "skipped");
});

test("a wave is aborted: what waits for it is cancelled, what does not goes on to its end", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(180_000);
  const [failing] = await idsOf(stack, SHOP, "shop-app-05");
  await failOnce(faults, failing);
  const release = await faults.holdJobs(PAYMENTS);
  const waves = [
    { name: "Apps", place: SHOP, hosts: ["shop-app-05"] },
    { name: "Front", place: SHOP, hosts: ["shop-app-06"], dependsOn: [1] },
    { name: "Payments", place: PAYMENTS, hosts: ["peu-app-03"] },
  ];
  const planId = await createPlan(stack, { name: "Aborted", waves });
  const page = await openAs("olu", await startDrill(stack, planId));
  const card = await expectAsked(page, "wave 1, Apps", "shop-app-05");
  const abort = card.getByRole("radio", { name: /^Abort the wave/ });
  await abort.check();
  await expect(abort).toHaveAccessibleName(/Wave 2 does not start.*Wave 3 goes on/);
  await card.getByLabel("Reason, for the record").fill("Not without the apps");
  await card.getByRole("button", { name: "Abort wave 1" }).click();
  await expect(card).toBeHidden();

  const list = page.getByRole("region", { name: "Waves", exact: true });
  await expect(list.getByRole("button", { name: /Apps/ })).toContainText("Failed");
  await expect(list.getByRole("button", { name: /Front/ })).toContainText("Cancelled");
  await expect(list.getByRole("button", { name: /Payments/ })).toContainText("Launching");
  await expectUsable(page, "aborted-wave");
  await release();

  await expect(page.getByText("2 of 3 servers did not recover.")).toBeVisible({ timeout: 60_000 });
  await expect(list.getByRole("button", { name: /Payments/ })).toContainText("Completed");
  await expect(page.getByRole("region", { name: "Outcome" })).toContainText("shop-app-05 did not launch.");
  await expect(page.getByRole("region", { name: "Outcome" })).toContainText("Wave 2 Front did not start.");
  await expect(page.getByRole("region", { name: "What went wrong, and why" })).toContainText(NO_CAPACITY);
  await expectUsable(page, "aborted");
});
