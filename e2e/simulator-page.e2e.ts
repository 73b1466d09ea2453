import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

import { startBench, type Bench } from "#simulator/test-bench.ts";
import { idsNamed, startJob } from "#simulator/drs/test-jobs.ts";

let bench: Bench;

test.beforeEach(async ({ page }) => {
  bench = await startBench({ speed: 60 });
  await page.goto(bench.url);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});
test.afterEach(() => bench.close());

/** What its operators see goes wrong: nothing, and no script or style from elsewhere. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  return complaints;
}

test("shows the estate, and a drill from its start to its end and one of its failures", async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.reload();
  await expect(page.getByRole("row", { name: /payments-prod us-west-2/ })).toContainText("19 continuous");
  await expect(page.getByText("No jobs yet.")).toBeVisible();
  const ids = await idsNamed(bench.drs(), "pay-mq-");
  const effect = { kind: "launch-failed", rawError: "<b>No capacity</b>" };
  await bench.control("POST", "/faults", { service: "drs", sourceServerId: ids[0], effect });
  await startJob(bench.drs(), ids);
  await page.getByRole("button", { name: "1 h" }).click();
  await expect(page.getByText("Went ahead by 1 h.")).toBeVisible();
  await expect(page.getByText("pay-mq-01 LAUNCH_FAILED: <b>No capacity</b>")).toBeVisible();
  await page.getByText("2 launched, 1 failed, of 3 servers").click();
  await expect(page.getByRole("listitem").filter({ hasText: /^pay-mq-02/ })).toContainText("launched");
  await page.getByRole("button", { name: "Remove launch-failed" }).click();
  await expect(page.getByText("Nothing goes wrong on purpose.")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("sets the speed, seeds a topology, and takes a snapshot there and back", async ({ page }) => {
  await page.getByLabel("Speed").fill("120");
  await page.getByRole("button", { name: "Set speed" }).click();
  await expect(page.getByText("Runs 120 times faster than AWS.")).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download snapshot" }).click();
  const snapshot = await (await downloading).path();
  await page.getByLabel("Topology").selectOption("empty");
  await page.getByRole("button", { name: "Seed" }).click();
  await expect(page.getByText("No source servers.")).toBeVisible();
  await page.getByLabel("Restore from file").setInputFiles(snapshot);
  await expect(page.getByText("78 servers in 2 accounts")).toBeVisible();
  await page
    .getByLabel("Restore from file")
    .setInputFiles({ name: "no.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(page.getByText(/format: \d+ is expected/)).toBeVisible();
});

test("filters the calls and says when there is no answer any more", async ({ page }) => {
  await idsNamed(bench.drs(), "pay-mq-");
  await expect(page.getByRole("cell", { name: "drs DescribeSourceServers" })).toBeVisible();
  await page.getByLabel("Failed only").check();
  await expect(page.getByText("No calls that fit the filter.")).toBeVisible();
  await bench.close();
  await expect(page.getByText(/^The simulator does not answer since \d\d:\d\d:\d\d UTC/)).toBeVisible();
  await expect(page.getByRole("row", { name: /payments-prod us-west-2/ })).toBeVisible();
});

test("switches a disaster on with the values of its fields, shows what it does, and takes it back", async ({
  page,
}) => {
  const disaster = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("switch", { name: "A Region is down", exact: true }) });
  const estate = page.getByRole("row", { name: /payments-prod us-west-2/ });
  await expect(estate).not.toContainText("22 stalled");
  await disaster.getByRole("textbox", { name: /^Region/ }).fill("nowhere");
  await disaster.getByRole("switch").click();
  await expect(disaster.getByRole("switch")).not.toBeChecked();
  await disaster.getByRole("textbox", { name: /^Region/ }).fill("us-east-1");
  await disaster.getByRole("switch").click();
  await expect(disaster.getByRole("switch")).toBeChecked();
  await expect(estate).toContainText("22 stalled");
  await disaster.getByRole("switch").click();
  await expect(disaster.getByRole("switch")).not.toBeChecked();
  await expect(estate).not.toContainText("22 stalled");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`is usable for everybody in ${colorScheme}, and fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await startJob(bench.drs(), await idsNamed(bench.drs(), "pay-mq-"));
    await expect(page.getByText(/of 3 servers/)).toBeVisible();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
