import type { Locator, Page } from "@playwright/test";

import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, startDrill } from "./plans.ts";

const SHOP = { accountId: "333344445555", region: "eu-west-1" };
const NOT_FOUND = "Unit pool.service could not be found.";

/** Puts the focus on something and presses a key there. */
async function press(target: Locator, key = "Enter"): Promise<void> {
  await target.focus();
  await target.press(key);
}

/** Types over what a field says. */
async function type(field: Locator, text: string): Promise<void> {
  await field.press("ControlOrMeta+a");
  await field.pressSequentially(text);
}

/** Opens the menu of a section with the keyboard and chooses a kind; its dialog opens. */
async function addAction(page: Page, section: string, kind: RegExp): Promise<Locator> {
  await press(page.getByRole("button", { name: `Add an action ${section}` }));
  const item = page.getByRole("menuitem", { name: kind });
  await expect(item).toBeVisible();
  await press(item);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  return dialog;
}

async function planWithActions(page: Page): Promise<void> {
  await press(page.getByRole("button", { name: "Databases" }).last());
  const panel = page.getByRole("complementary", { name: "Wave 1" });
  await expect(panel.getByRole("heading", { name: "Before launch" })).toBeVisible();
  const task = await addAction(page, "before launch", /^Manual task/);
  await type(task.getByLabel("Name", { exact: true }), "Confirm ledger");
  await task.getByLabel("What is to be done", { exact: true }).focus();
  await page.keyboard.type("Replay the ledger of ");
  await press(task.getByRole("button", { name: "servers.hostname" }));
  await expect(task.getByLabel("What is to be done", { exact: true })).toBeFocused();
  await page.keyboard.type(".\nNote the last batch.");
  await expect(task.getByLabel("With values: What is to be done")).toHaveText(
    "Replay the ledger of shop-search-04.\nNote the last batch.",
  );
  await press(task.getByRole("button", { name: "Add question" }));
  await task.getByRole("textbox", { name: "Question 1" }).pressSequentially("Last batch");
  await task.getByRole("textbox", { name: "Name 1" }).pressSequentially("batch");
  await expectUsable(page, "task-dialog");
  await press(task.getByRole("button", { name: "Done" }));
  await expect(task).toBeHidden();

  const script = await addAction(page, "after launch", /^Command/);
  await type(script.getByLabel("Name", { exact: true }), "Start the pool");
  await script.getByRole("textbox", { name: "Script" }).focus();
  await page.keyboard.type("start-pool --batch ");
  await press(script.getByRole("button", { name: 'action("Confirm ledger").output.batch' }));
  await expect(script.getByLabel("With values: Script")).toContainText("start-pool --batch ‹action(");
  await expectUsable(page, "script-dialog");
  await page.keyboard.press("Escape");
  await expect(script).toBeHidden();

  const wait = await addAction(page, "after launch", /^Wait/);
  await wait.getByRole("textbox", { name: "How long" }).pressSequentially("1");
  await press(wait.getByRole("button", { name: "Done" }));
  const handle = panel.getByRole("button", { name: "Move Wait" });
  await press(handle, "ArrowUp");
  await expect(handle).toBeFocused();
  await expect(panel.getByText("Wait is now 1 of 2.")).toBeAttached();
}

test("with the keyboard a task and a script are planned; a drill asks for the one, and retries the other", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(240_000);
  const here = { ...SHOP, service: "ssm", contains: "start-pool" };
  await faults.addOutcome({ ...here, times: 1, outcome: { status: "Failed", exitCode: 4, standardError: NOT_FOUND } });
  await faults.addOutcome({ ...here, outcome: { standardOutput: "pool of 8 started" } });
  const waves = [{ name: "Databases", place: SHOP, hosts: ["shop-search-04"] }];
  const planId = await createPlan(stack, { name: "With actions", waves });
  const page = await openAs("olu", `/recovery-plans/${planId}`);
  await planWithActions(page);
  await expect(page.getByText("3 changes not saved: Databases: “Confirm ledger” added")).toBeAttached();
  await expectUsable(page, "plan-with-actions");
  await press(page.getByRole("button", { name: "Save as version 2" }));
  await expect(page.getByText("Version 2", { exact: true }).first()).toBeVisible();

  await press(page.getByRole("button", { name: /Start drill…/ }));
  await press(page.getByRole("dialog").getByRole("button", { name: "Start drill" }));
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  const card = page.getByRole("region", { name: "To do: wave 1, Databases" });
  await expect(card.getByLabel("What is to be done")).toHaveText(
    "Replay the ledger of shop-search-04.\nNote the last batch.",
    { timeout: 60_000 },
  );
  const viewer = await openAs("vik", page.url());
  const seen = viewer.getByRole("region", { name: "To do: wave 1, Databases" });
  await expect(seen.getByRole("button", { name: "Done", exact: true })).toHaveAttribute("aria-disabled", "true");
  await expect(seen.getByLabel("Last batch")).toHaveAttribute("readonly", "");
  await expectUsable(page, "task");
  await page.keyboard.press("d");
  await expect(card).toBeFocused();
  await press(card.getByRole("button", { name: "I do this" }));
  await expect(card.getByText("Olu Adeyemi does it")).toBeVisible();
  const done = card.getByRole("button", { name: "Done", exact: true });
  await expect(done).toHaveAccessibleDescription("Last batch is asked for.");
  await card.getByLabel("Last batch").pressSequentially("20418; reboot");
  await press(done);
  await expect(card).toBeHidden();

  const decision = page.getByRole("region", { name: "Decide: wave 1, Databases" });
  await expect(decision.getByRole("heading", { name: "“Start the pool” failed" })).toBeVisible({ timeout: 90_000 });
  await expect(decision.getByLabel("What went wrong")).toContainText("exit code 4");
  await expect(decision.getByRole("radio")).toHaveCount(3);
  await expectUsable(page, "failed-action");
  await press(decision.getByRole("button", { name: "Retry “Start the pool”" }));
  await expect(decision).toBeHidden();

  await expect(page.getByText(/^The server recovered in/)).toBeVisible({ timeout: 60_000 });
  const list = page.getByRole("region", { name: "Waves", exact: true });
  await list.getByRole("button", { name: /Databases/ }).press("Enter");
  const after = list.getByRole("list", { name: "After launch of wave 1" });
  const run = after.getByRole("listitem").filter({ hasText: "Start the pool" });
  await expect(run).toContainText("Try 2");
  await press(run.locator("summary", { hasText: "Output" }));
  await expect(run.getByLabel("Output")).toContainText("pool of 8 started");
  await press(run.locator("summary", { hasText: "What was asked" }));
  await expect(run.getByLabel("What was asked")).toContainText("start-pool --batch '20418; reboot'");
  const people = page.getByRole("region", { name: "Decisions and people" });
  await expect(people.getByText("Retry “Start the pool”")).toBeVisible();
  await expectUsable(page, "ended-with-actions");
});

/** An action that runs in drills, with what a test is about. */
function action(given: object): object {
  return { id: crypto.randomUUID(), modes: ["DRILL"], ...given };
}

test("a task that cannot be done holds the launch back until a person goes on; the outcome tells what went wrong", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(180_000);
  const functionName = "warm-up-cache";
  await faults.addFunction({ ...SHOP, functionName });
  await faults.add({ ...{ service: "lambda", operation: "Invoke", times: 1 }, effect: { kind: "lost-reply" } });
  const report = {
    kind: "SSM_COMMAND",
    name: "Report",
    when: "AFTER",
    commands: ["send-report"],
    onFailure: "CONTINUE",
  };
  await faults.addOutcome({
    ...SHOP,
    service: "ssm",
    contains: "send-report",
    outcome: { status: "Failed", exitCode: 1 },
  });
  const actions = [
    action({ kind: "MANUAL_TASK", name: "Is it safe", when: "BEFORE", instructions: "Ask the bank.", assignee: "DBA" }),
    action({ ...report, group: 1 }),
    action({ kind: "LAMBDA", name: "Warm up", when: "AFTER", functionName, group: 1 }),
    action({ kind: "WAIT", name: "Let it settle", when: "AFTER", seconds: 1, group: 2 }),
  ];
  const waves = [
    { name: "Search", place: SHOP, hosts: ["shop-search-03"], actions },
    { name: "Apps", place: SHOP, hosts: ["shop-app-08"], dependsOn: [1] },
  ];
  const planId = await createPlan(stack, { name: "Held back", waves });
  const page = await openAs("olu", await startDrill(stack, planId));
  // What the server sent can be pressed only once the page is alive, and then it reads the events.
  await expect(page.getByRole("log").getByText(/started the drill/)).toBeVisible();
  const task = page.getByRole("region", { name: "To do: wave 1, Search" });
  await task.getByRole("button", { name: "Cannot be done…" }).click({ timeout: 60_000 });
  const dialog = page.getByRole("dialog", { name: "“Is it safe” cannot be done" });
  await dialog.getByLabel("Reason, for the record").fill("The bank does not answer");
  await dialog.getByRole("button", { name: "Say that it cannot be done" }).click();

  const decision = page.getByRole("region", { name: "Decide: wave 1, Search" });
  await expect(decision.getByRole("heading", { name: "“Is it safe” could not be done" })).toBeVisible();
  await expect(decision.getByText("“The bank does not answer”")).toBeVisible();
  await expect(decision.getByRole("radio", { name: /^Skip the wave/ })).toHaveAccessibleName(
    /1 server is not launched/,
  );
  await expectUsable(page, "task-not-done");
  await decision.getByRole("radio", { name: /^Continue without it/ }).check();
  await decision.getByRole("button", { name: "Continue without “Is it safe”" }).click();

  await expect(decision.getByRole("heading", { name: "“Warm up” may or may not have run" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(decision.getByRole("radio", { name: /^Retry/ })).toHaveAccessibleName(/It may run twice/);
  await expectUsable(page, "not-known");
  await decision.getByRole("button", { name: "Retry “Warm up”" }).click();

  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome).toContainText(/All 2 servers recovered in .*, but 2 actions did not succeed\./, {
    timeout: 60_000,
  });
  await expect(outcome).toContainText("Partial");
  const wrong = page.getByRole("region", { name: "What went wrong, and why" });
  await expect(wrong.getByText("“Is it safe” could not be done")).toBeVisible();
  await expect(wrong.getByText("“Report” failed")).toBeVisible();
  await expect(wrong.getByText("“Warm up” may have run twice")).toBeVisible();
  const people = page.getByRole("region", { name: "Decisions and people" });
  await expect(people.getByText("Continue without “Is it safe”")).toBeVisible();
  await expect(people.getByText("Retry “Warm up”", { exact: true })).toBeVisible();
  await expectUsable(page, "ended-partial");
});
