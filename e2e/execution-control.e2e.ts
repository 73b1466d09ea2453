import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, startDrill } from "./plans.ts";

const PLACE = { accountId: "222233334444", region: "eu-central-1" };

test("a drill is paused, changed, resumed and cancelled, and what it left behind is cleaned up", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(300_000);
  const waves = [
    { name: "Databases", place: PLACE, hosts: ["peu-pg-01", "peu-pg-02"] },
    { name: "Apps", place: PLACE, hosts: ["peu-app-01"], dependsOn: [1] },
    { name: "Edge", place: PLACE, hosts: ["peu-edge-01"], dependsOn: [2] },
  ];
  const planId = await createPlan(stack, { name: "Controlled", waves });
  const letDatabasesUp = await faults.holdJobs(PLACE);
  const page = await openAs("olu", await startDrill(stack, planId));
  const list = page.getByRole("region", { name: "Waves", exact: true });
  const wave = (name: string) => list.getByRole("button", { name: new RegExp(`^\\d ${name}`) });
  await expect(wave("Databases")).toContainText("Launching");

  await page.keyboard.press("p");
  const pause = page.getByRole("dialog", { name: "Pause the drill of Controlled" });
  await expect(pause).toContainText("2 servers wait until it is resumed.");
  await expect(pause).toContainText("DRS cannot be stopped: 2 servers it is launching come up.");
  await pause.getByLabel("Reason, for the record").fill("Change freeze");
  await expectUsable(page, "pause-dialog");
  await pause.getByRole("button", { name: "Pause drill" }).click();
  await expect(page.getByText(/Paused by Olu Adeyemi since .*“Change freeze”/)).toBeVisible();
  await letDatabasesUp();
  await expect(wave("Databases")).toContainText("Completed", { timeout: 60_000 });
  await expect(wave("Apps")).toContainText("After 1");
  await expectUsable(page, "paused");

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Change waves…" }).click();
  await page.getByLabel("Wave", { exact: true }).selectOption("3 Edge");
  const change = page.getByRole("dialog", { name: "Change wave 3, Edge" });
  await expect(change.getByRole("button", { name: "Change wave 3" })).toHaveAccessibleDescription(
    "Nothing has been changed.",
  );
  await change.getByLabel("Name").fill("Edge of Europe");
  await change.getByLabel("When a server fails").selectOption("Continue");
  await change.getByLabel("Reason, for the record").fill("The edge is not worth a wait");
  await expectUsable(page, "change-wave");
  await change.getByRole("button", { name: "Change wave 3" }).click();
  await expect(change).toBeHidden();
  await wave("Edge of Europe").click();
  await expect(list.getByText(/Changed in this execution\. Name: Edge of Europe, was Edge\./)).toContainText(
    "When a server fails: Continue, was Ask.",
  );
  await expectUsable(page, "changed-wave");

  await faults.holdJobs(PLACE);
  await page.getByRole("button", { name: "Resume…" }).click();
  const resume = page.getByRole("dialog", { name: "Resume the drill of Controlled" });
  await expect(resume).toContainText("2 servers to go.");
  await resume.getByRole("button", { name: "Resume drill" }).click();
  await expect(wave("Apps")).toContainText("Launching");

  await page.getByRole("button", { name: "Cancel drill…" }).click();
  const cancel = page.getByRole("dialog", { name: "Cancel the drill of Controlled" });
  await expect(cancel).toContainText("1 server is not launched. Wave 3 does not start.");
  await expect(cancel).toContainText("DRS cannot be stopped: 1 server it is launching comes up.");
  await expect(cancel).toContainText("3 drill instances keep running, and cost, until you clean up.");
  await cancel.getByLabel("Reason, for the record").fill("Seen enough");
  await expectUsable(page, "cancel-dialog");
  await cancel.getByRole("button", { name: "Cancel drill" }).click();
  await expect(page.getByText(/Cancelling the drill by Olu Adeyemi since .*“Seen enough”/)).toBeVisible();
  await expectUsable(page, "cancelling");
  await faults.clear();

  const left = page.getByRole("region", { name: "What was left behind" });
  await expect(left).toContainText("3 drill instances run, and cost, until terminated", { timeout: 60_000 });
  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome).toContainText("2 of 4 servers did not recover.");
  await expect(outcome).toContainText("It was cancelled before its end.");
  await expect(outcome).toContainText("Wave 3 Edge of Europe did not start.");
  await expectUsable(page, "cancelled");
  await left.getByRole("button", { name: "Clean up…" }).click();
  const cleanup = page.getByRole("dialog", { name: "Clean up the drill of Controlled" });
  await expect(cleanup).toContainText("3 drill instances are terminated");
  await expectUsable(page, "clean-up-dialog");
  await cleanup.getByRole("button", { name: "Terminate 3" }).click();
  await expect(left).toContainText("Nothing of it is left in EC2.", { timeout: 60_000 });
  const servers = page.getByRole("region", { name: "Servers", exact: true });
  await expect(servers.getByRole("row", { name: /Terminated/ })).toHaveCount(3);
  await expect(page.getByRole("log")).toContainText("The clean-up is done");
  await expectUsable(page, "cleaned-up");
});

test("who may only look sees the decision and the controls, and can use none of them", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(180_000);
  const waves = [
    { name: "Databases", place: PLACE, hosts: ["peu-pg-03"] },
    { name: "Apps", place: PLACE, hosts: ["peu-app-02"], dependsOn: [1] },
  ];
  await faults.add({ ...PLACE, times: 1, effect: { kind: "launch-failed", reason: "capacity" } });
  const planId = await createPlan(stack, { name: "Watched", waves });
  const page = await openAs("vik", await startDrill(stack, planId));
  const card = page.getByRole("region", { name: "Decide: wave 1, Databases" });
  await expect(card.getByRole("heading", { name: "peu-pg-03 did not launch" })).toBeVisible({ timeout: 60_000 });
  const list = page.getByRole("region", { name: "Waves", exact: true });
  await list.getByRole("button", { name: /^2 Apps/ }).click();
  await expect(list.getByRole("button", { name: "Skip wave 2…" })).toBeVisible();
  for (const control of await page.getByRole("button", { name: /^(Pause|Cancel|Retry|Skip|Change)/ }).all()) {
    await expect(control).toHaveAccessibleDescription(/^This needs the role .* Yours: viewer\.$/);
  }
  await expect(page.getByRole("button", { name: "More" })).toBeHidden();
  await page.keyboard.press("p");
  await expectUsable(page, "viewer");
  await expect(page.getByRole("dialog")).toBeHidden();
});
