import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures.ts";

/** Servers of the seeded web shop; each test takes its own, since a server is in one group only. */
async function createGroup(page: Page, name: string, hostnames: readonly string[]): Promise<void> {
  await page.goto("/protection-groups/new");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Account").selectOption("333344445555");
  await page.getByLabel("Region").selectOption("eu-west-1");
  for (const hostname of hostnames) {
    await page.getByRole("searchbox").last().fill(hostname);
    await page.getByLabel(`Choose ${hostname}`, { exact: true }).check();
  }
  await page.getByRole("button", { name: /^(Create|Save) group$/ }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function addWave(page: Page, number: number, wave: { name: string; group: string }): Promise<void> {
  await page
    .getByRole("button", { name: /Add (the first )?wave/ })
    .first()
    .click();
  const panel = page.getByRole("complementary", { name: `Wave ${number}` });
  await panel.getByLabel("Name").fill(wave.name);
  await panel.getByRole("combobox", { name: "Protection groups" }).fill(wave.group);
  await page.getByRole("option", { name: wave.group }).click();
  // The list stays open for the next choice.
  await page.keyboard.press("Escape");
}

test("a person signs in, builds two groups and a plan of two waves, starts a drill and watches it to its end", async ({
  openAs,
}) => {
  test.setTimeout(180_000);
  const page = await openAs("olu");
  await expect(page.getByRole("link", { name: /Recovery plans/ })).toBeVisible();
  await createGroup(page, "Journey databases", ["shop-sql-01", "shop-sql-02"]);
  await createGroup(page, "Journey web", ["shop-web-02", "shop-web-03"]);

  await page.goto("/recovery-plans/new");
  await page.getByRole("complementary", { name: "Plan" }).getByLabel("Name").fill("Journey plan");
  await addWave(page, 1, { name: "Databases", group: "Journey databases" });
  await addWave(page, 2, { name: "Web", group: "Journey web" });
  const second = page.getByRole("complementary", { name: "Wave 2" });
  if (!(await second.getByRole("button", { name: /Remove 1/ }).isVisible())) {
    await second.getByRole("combobox", { name: "Starts after" }).fill("Databases");
    await page.getByRole("option", { name: /Databases/ }).click();
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Save plan" }).click();
  await page.waitForURL(/\/recovery-plans\/[0-9a-f-]{36}$/);

  await page.getByRole("button", { name: /Start drill…/ }).click();
  const dialog = page.getByRole("dialog", { name: "Start a drill of Journey plan" });
  await dialog.getByLabel("Comment, for the record").fill("First drill");
  await dialog.getByRole("button", { name: "Start drill" }).click();
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  await expect(page.getByText("DRILL", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^All 4 servers recovered in/)).toBeVisible({ timeout: 120_000 });
});
