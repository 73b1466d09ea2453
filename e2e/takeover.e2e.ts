import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, startDrill } from "./plans.ts";

const PLACE = { accountId: "222233334444", region: "us-west-2" };

test("with the keyboard, servers are selected in the inventory and recovered without a plan", async ({ openAs }) => {
  test.setTimeout(600_000);
  const page = await openAs("ada", "/source-servers");
  await expect(page.getByText("78 shown of 78")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Inventory read .* ago$/)).toBeVisible();
  await page.getByRole("searchbox", { name: "Name, id, tag or address" }).focus();
  await page.keyboard.type("pay-mq-");
  await expect(page.getByRole("searchbox")).toHaveValue("pay-mq-");
  await expect(page.getByRole("row", { name: /Select pay-/ })).toHaveCount(3);
  for (const host of ["pay-mq-01", "pay-mq-02"]) {
    await page.getByRole("checkbox", { name: `Select ${host}` }).focus();
    await page.keyboard.press("Space");
  }
  const selected = page.getByRole("region", { name: "Selected servers" });
  await expect(selected.getByRole("status")).toHaveText("2 servers selected");
  await expectUsable(page, "selection");

  await selected.getByRole("button", { name: "Recover selected…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Start a recovery of 2 selected servers" });
  await expect(dialog.getByText("2 of 2 servers can be launched now")).toBeVisible();
  await expect(dialog.getByLabel("What will launch")).toContainText("pay-mq-02");
  await dialog.getByLabel("Name", { exact: true }).fill("Payment queues");
  await dialog.getByLabel("Comment, for the record").fill("The queues are gone");
  const confirm = dialog.getByLabel("Type “Payment queues” to start 2 production servers in us-west-2");
  const start = dialog.getByRole("button", { name: "Start recovery" });
  await expect(start).toHaveAccessibleDescription("Type “Payment queues” first.");
  await expectUsable(page, "recover-selected-dialog");
  await confirm.focus();
  await page.keyboard.type("payment");
  await page.keyboard.press("Enter");
  await expect(start).toHaveAccessibleDescription("Type “Payment queues” first.");
  await page.keyboard.type(" queues");
  await expect(start).not.toHaveAccessibleDescription("Type “Payment queues” first.");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Payment queues", level: 1 })).toBeVisible();
  await expect(page.getByText("RECOVERY", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Selected servers, without a plan")).toBeVisible();
  await expect(page.getByText(/^All 2 servers recovered in/)).toBeVisible({ timeout: 60_000 });
  const left = page.getByRole("region", { name: "Recovered servers" });
  await expect(left).toContainText("2 recovered servers run");
  await expect(left).toContainText("Termination protection: 2 of 2 protected", { timeout: 60_000 });
  await expect(left.getByRole("button", { name: "Terminate 2 recovered servers…" })).toBeVisible();
  await expectUsable(page, "recovered-selected");
});

test("a recovery takes over the servers that a drill holds, after one typed confirmation", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(600_000);
  const waves = [
    { name: "Databases", place: PLACE, hosts: ["pay-ora-01", "pay-ora-02"] },
    { name: "Edge", place: PLACE, hosts: ["pay-edge-01"], dependsOn: [1] },
  ];
  const planId = await createPlan(stack, { name: "Payments", waves });
  const goOn = await faults.holdJobs(PLACE);
  const drillPath = await startDrill(stack, planId);
  const drill = await openAs("olu", drillPath);
  const drillWaves = drill.getByRole("region", { name: "Waves", exact: true });
  await expect(drillWaves.getByRole("button", { name: /^1 Databases/ })).toContainText("Launching");

  const page = await openAs("ada", `/recovery-plans/${planId}`);
  await page.getByRole("button", { name: /Start recovery…/ }).click();
  const dialog = page.getByRole("dialog", { name: "Start a recovery of Payments" });
  await expect(dialog.getByText("The drill Payments that runs now is cancelled")).toBeVisible();
  await expect(
    dialog.getByText("Its servers go to this recovery: pay-ora-01, pay-ora-02 and pay-edge-01."),
  ).toBeVisible();
  const confirm = dialog.getByLabel("Type “Payments” to start 3 production servers in us-west-2");
  const start = dialog.getByRole("button", { name: "Start recovery" });
  await confirm.fill("Payment");
  await expect(start).toHaveAccessibleDescription("Type “Payments” first.");
  await dialog.getByLabel("Incident declared, UTC").fill("25:00");
  await expect(dialog.getByText("A time that has passed, like 03:02")).toBeVisible();
  await expectUsable(page, "recovery-dialog");
  await dialog.getByLabel("Incident declared, UTC").fill("");
  await confirm.fill("Payments");
  await start.click();
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  await expect(page.getByText("RECOVERY", { exact: true }).first()).toBeVisible();
  expect(new URL(page.url()).pathname).not.toBe(drillPath);

  await expect(
    drill.getByText(/Cancelling the drill by Ada Byron since .*“A recovery of "Payments" needs/),
  ).toBeVisible();
  await expectUsable(drill, "drill-taken-over");
  const recoveryWaves = page.getByRole("region", { name: "Waves", exact: true });
  const databases = recoveryWaves.getByRole("button", { name: /^1 Databases/ });
  await expect(databases).toContainText("Waits for a drill", { timeout: 30_000 });
  await expect(recoveryWaves.getByText("Waiting for the drill Payments")).toHaveCount(2);
  await expect(recoveryWaves.getByRole("link", { name: "the drill Payments", exact: true })).toHaveAttribute(
    "href",
    drillPath,
  );
  await expectUsable(page, "recovery-waits");
  await goOn();
  await expect(drill.getByRole("region", { name: "Outcome" })).toContainText("Cancelled", { timeout: 60_000 });
  await expectUsable(drill, "drill-cancelled");
  await expect(page.getByText(/^All 3 servers recovered in/)).toBeVisible({ timeout: 60_000 });
  await expectUsable(page, "recovered");
});
