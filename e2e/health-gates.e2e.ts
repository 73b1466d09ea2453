import type { Locator, Page } from "@playwright/test";

import { z } from "zod";

import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, startDrill } from "./plans.ts";

const Created = z.object({ id: z.string() });
const SHOP = { accountId: "333344445555", region: "eu-west-1" };

/** Puts the focus on something and presses a key there. */
async function press(target: Locator, key = "Enter"): Promise<void> {
  await target.focus();
  await target.press(key);
}

/** Chooses a kind of gate from the menu with the keyboard. */
async function addGate(page: Page, dialog: Locator, kind: RegExp): Promise<void> {
  await press(dialog.getByRole("button", { name: "Add a gate" }));
  const item = page.getByRole("menuitem", { name: kind });
  await expect(item).toBeVisible();
  await press(item);
  await expect(item).toBeHidden();
}

/** Makes the profile in the settings: what is wrong is told at its field, and what is ordered stays ordered. */
async function makeProfile(page: Page): Promise<void> {
  await expect(page.getByText("EC2 status checks alone")).toBeVisible();
  await expectUsable(page, "no-health-profile");
  await press(page.getByRole("button", { name: "Add profile" }));
  const dialog = page.getByRole("dialog", { name: "Add a health profile" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Web nodes");
  await addGate(page, dialog, /^Probe on the instance/);
  await expect(dialog.getByLabel("Port")).toBeFocused();
  await dialog.getByRole("button", { name: "TCP", exact: true }).press("Enter");
  await dialog.getByLabel("Port").fill("70000");
  await expect(dialog.getByText("From 1 to 65,535.", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save profile" })).toHaveAccessibleDescription(
    "Gate 1: give a port from 1 to 65,535.",
  );
  await dialog.getByLabel("Port").fill("8080");
  await addGate(page, dialog, /^SSM agent/);
  const up = dialog.getByRole("button", { name: "Move up gate 2, SSM agent" });
  await press(up);
  await expect(dialog.getByRole("button", { name: "Move up gate 1, SSM agent" })).toBeFocused();
  await expect(dialog.getByText("SSM agent is now 1 of 2.")).toBeAttached();
  await dialog.getByLabel("Stable for").fill("2");
  await expectUsable(page, "health-profile");
  await press(dialog.getByRole("button", { name: "Save profile" }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText("SSM agent · TCP port 8080 on the instance")).toBeVisible();
}

/** Chooses the profile for the plan's wave, and saves the plan. */
async function chooseProfile(page: Page): Promise<void> {
  await press(page.getByRole("button", { name: "Web" }).last());
  const panel = page.getByRole("complementary", { name: "Wave 1" });
  await panel.getByLabel("Health profile").selectOption("Web nodes");
  await expect(panel.getByText("TCP port 8080 on the instance")).toBeVisible();
  await expect(page.getByText("1 change not saved: Web: health profile")).toBeAttached();
  await expectUsable(page, "plan-with-health-profile");
  await press(page.getByRole("button", { name: "Save as version 2" }));
  await expect(page.getByText("Version 2", { exact: true }).first()).toBeVisible();
}

test("a profile is made and chosen for a wave; its drill waits for the gates, tells which, and sees them pass", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(240_000);
  const waves = [{ name: "Web", place: SHOP, hosts: ["shop-web-04"] }];
  const planId = await createPlan(stack, { name: "With health gates", waves });
  const page = await openAs("olu", "/settings");
  await makeProfile(page);
  await page.goto(`/recovery-plans/${planId}`);
  await chooseProfile(page);

  // The probe finds nobody until the fault is taken away.
  await faults.addOutcome({
    ...SHOP,
    service: "ssm",
    contains: "8080",
    outcome: { status: "Failed", exitCode: 1, standardError: "Connection refused" },
  });
  await press(page.getByRole("button", { name: /Start drill…/ }));
  const start = page.getByRole("dialog");
  await expect(start.getByText("healthy by Web nodes")).toBeVisible();
  await press(start.getByRole("button", { name: "Start drill" }));
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  const list = page.getByRole("region", { name: "Waves", exact: true });
  await expect(list.getByText(/^Waits for TCP port 8080 on the instance\. ./)).toBeVisible({ timeout: 90_000 });
  await expectUsable(page, "waits-for-gate");
  await press(list.getByRole("button", { name: "Health of shop-web-04…" }));
  const health = page.getByRole("dialog", { name: "Health of shop-web-04" });
  const gates = health.getByRole("list", { name: "What makes shop-web-04 healthy" }).getByRole("listitem");
  await expect(gates).toHaveCount(3);
  await expect(gates.filter({ hasText: "SSM agent" })).toContainText("Passing");
  await expect(gates.filter({ hasText: "TCP port 8080" })).toContainText("Waiting");
  await expectUsable(page, "health-of-server");

  await faults.clear();
  await expect(gates.getByText("Passed", { exact: true })).toHaveCount(3, { timeout: 90_000 });
  await page.keyboard.press("Escape");
  await expect(health).toBeHidden();
  await expect(page.getByRole("region", { name: "Outcome" })).toContainText("1 healthy", { timeout: 60_000 });
  await expectUsable(page, "ended-with-gates");

  await page.goto("/settings");
  await press(page.getByRole("button", { name: "Edit Web nodes" }));
  await press(page.getByRole("button", { name: "Delete profile…" }));
  const remove = page.getByRole("dialog", { name: "Delete Web nodes" });
  await expect(remove.getByRole("link", { name: "With health gates" })).toBeVisible();
  await expect(remove.getByRole("button", { name: "Delete profile" })).toHaveAccessibleDescription("Plans have it.");
  await expectUsable(page, "profile-in-use");
});

test("a server whose gate never passes is told with the gate and its last words, in the decision and at the end", async ({
  openAs,
  stack,
}) => {
  test.setTimeout(240_000);
  const gates = [
    { id: crypto.randomUUID(), kind: "SSM_AGENT" },
    { id: crypto.randomUUID(), kind: "CLOUDWATCH_ALARM", alarmName: "conversion-rate" },
  ];
  const profile = Created.parse(await stack.api.create("/health-profiles", { name: "With an alarm", gates }));
  const policy = { healthProfileId: profile.id, healthTimeoutMinutes: 1 };
  const waves = [{ name: "Web", place: SHOP, hosts: ["shop-web-05"], ...policy }];
  const planId = await createPlan(stack, { name: "Never healthy", waves });
  const page = await openAs("olu", await startDrill(stack, planId));
  const decision = page.getByRole("region", { name: "Decide: wave 1, Web" });
  const words = 'After 1 min CloudWatch has no alarm "conversion-rate".';
  await expect(decision.getByText(words)).toBeVisible({ timeout: 120_000 });
  await expect(decision.getByText(/the alarm is not OK/)).toBeVisible();
  await expectUsable(page, "gate-not-passed");
  const list = page.getByRole("region", { name: "Waves", exact: true });
  await press(list.getByRole("button", { name: "Health of shop-web-05…" }));
  const health = page.getByRole("dialog", { name: "Health of shop-web-05" });
  await expect(health.getByRole("listitem").filter({ hasText: "Alarm conversion-rate" })).toContainText("Did not pass");
  await expectUsable(page, "health-not-passed");
  await page.keyboard.press("Escape");
  await decision.getByRole("radio", { name: /^Continue/ }).check();
  await decision.getByRole("textbox").fill("Known");
  await decision.getByRole("button", { name: /^Continue/ }).click();
  const wrong = page.getByRole("region", { name: "What went wrong, and why" });
  await expect(wrong.getByText("shop-web-05 is not healthy")).toBeVisible({ timeout: 60_000 });
  await expect(wrong.getByText(words)).toBeVisible();
  await expectUsable(page, "ended-gate-not-passed");
});

test("a profile that two people edit is saved by the one who is told of the other", async ({ openAs, stack }) => {
  const gates = [{ id: crypto.randomUUID(), kind: "SSM_AGENT" }];
  await stack.api.create("/health-profiles", { name: "Shared", gates });
  const ada = await openAs("ada", "/settings");
  const olu = await openAs("olu", "/settings");
  for (const page of [ada, olu]) await page.getByRole("button", { name: "Edit Shared" }).click();
  const theirs = olu.getByRole("dialog", { name: "Edit Shared" });
  await theirs.getByLabel("Stable for").fill("30");
  await theirs.getByRole("button", { name: "Save profile" }).click();
  await expect(theirs).toBeHidden();

  const mine = ada.getByRole("dialog", { name: "Edit Shared" });
  await mine.getByLabel("Name").fill("Shared by all");
  await mine.getByRole("button", { name: "Save profile" }).click();
  const notice = mine.getByRole("alert");
  await expect(notice).toContainText("Not saved: somebody saved this profile meanwhile");
  await expect(notice).toContainText("Both EC2 status checks · SSM agent · Stable for 30 s");
  await expect(mine.getByLabel("Name")).toHaveValue("Shared by all");
  await expectUsable(ada, "profile-saved-meanwhile");
  await notice.getByRole("button", { name: "Save mine over it" }).click();
  await expect(mine).toBeHidden();
  await expect(ada.getByText("Shared by all")).toBeVisible();
});

test("blocks that workers may check are allowed with the keyboard, and what is none is told by its line", async ({
  openAs,
}) => {
  const page = await openAs("ada", "/settings");
  const open = page.getByRole("button", { name: /^Allow addresses that workers may check in payments-prod/ });
  await press(open);
  const dialog = page.getByRole("dialog", { name: "Addresses that workers may check" });
  await expect(dialog.getByLabel("Address blocks")).toBeFocused();
  await page.keyboard.type("10.20.0.0/16\n10.21.0.0/40");
  await press(dialog.getByRole("button", { name: "Save addresses" }));
  await expect(dialog.getByText(/^Line 2: Write a block of addresses/)).toBeVisible();
  await expectUsable(page, "check-blocks");
  await dialog.getByLabel("Address blocks").fill("10.20.0.0/16");
  await press(dialog.getByRole("button", { name: "Save addresses" }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText("10.20.0.0/16")).toBeVisible();
});
