import { readFile } from "node:fs/promises";

import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { createPlan, idsOf, startDrill } from "./plans.ts";

const PLACE = { accountId: "333344445555", region: "us-east-1" };
const NO_CAPACITY = "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation";

test("a person reads what a drill came to, saves it as CSV, opens its report, and sees the next one against it", async ({
  openAs,
  stack,
  faults,
}) => {
  test.setTimeout(300_000);
  const [failing] = await idsOf(stack, PLACE, "erp-web-02");
  const effect = { kind: "launch-failed", rawError: NO_CAPACITY };
  await faults.add({ sourceServerId: failing, times: 1, effect });
  const planId = await createPlan(stack, {
    name: "Outcome",
    waves: [
      { name: "Databases", place: PLACE, hosts: ["erp-ora-01"] },
      { name: "Front", place: PLACE, hosts: ["erp-web-01", "erp-web-02"], dependsOn: [1] },
    ],
  });
  const page = await openAs("olu", await startDrill(stack, planId));
  const card = page.getByRole("region", { name: "Decide: wave 2, Front" });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await card.getByLabel("Reason, for the record").fill("Capacity is back");
  await card.getByRole("button", { name: "Retry erp-web-02" }).click();

  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome).toContainText("All 3 servers recovered in", { timeout: 90_000 });
  await expect(outcome).toContainText("Clock from the start");
  await expect(page.getByRole("region", { name: "Went wrong and was put right" })).toContainText(NO_CAPACITY);
  await expectUsable(page, "outcome");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^drill-outcome-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("wave,wave_name,hostname,source_server_id");
  expect(lines.find((line) => line.includes("erp-web-02"))).toContain("HEALTHY");

  const [report] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", { name: /^Report/ }).click()]);
  await expect(report.getByRole("heading", { name: "Outcome", level: 1 })).toBeVisible();
  await expect(report.getByText(/^All 3 servers recovered in/)).toBeVisible();
  await expect(report.getByRole("row", { name: /Tried again erp-web-02|Tried again wave 2/ })).toContainText(
    "Capacity is back",
  );
  await expect(report.getByText(NO_CAPACITY)).toBeVisible();
  await expectUsable(report, "report");

  const again = await openAs("olu", await startDrill(stack, planId));
  await expect(again.getByRole("region", { name: "Outcome" })).toContainText("All 3 servers recovered in", {
    timeout: 90_000,
  });
  const comparison = again.getByRole("region", { name: "Against the last drill" });
  await expect(comparison.getByRole("row", { name: /Achieved RTO/ })).toContainText(/[+−]\d+:\d\d|0:00/);
  await expectUsable(again, "compared");
});
