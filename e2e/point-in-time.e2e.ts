import { z } from "zod";

import { waitUntil } from "#scripts/stack/wait-until.ts";
import type { TestStack } from "#scripts/testing/stack.ts";

import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const PLACE = { accountId: "222233334444", region: "us-west-2" };
const HOSTS = ["pay-core-04", "pay-core-05"];
const Servers = z.object({ items: z.array(z.object({ sourceServerId: z.string(), hostname: z.string() })) });
const Created = z.object({ id: z.string() });
const Execution = z.object({
  pointInTime: z.object({ pointInTime: z.looseObject({ kind: z.string() }) }),
  waves: z.array(
    z.object({
      servers: z.array(
        z.object({
          pointInTime: z.looseObject({ kind: z.string() }),
          launchedFrom: z.object({ snapshotId: z.string().nullable() }).nullable(),
        }),
      ),
    }),
  ),
});

async function createPlan({ api }: TestStack): Promise<void> {
  const sourceServerIds = await waitUntil(
    async () => {
      const { items } = Servers.parse(await api.get("/drs/source-servers?search=pay-core-0&limit=200"));
      const found = items.filter(({ hostname }) => HOSTS.includes(hostname));
      return found.length === HOSTS.length ? found.map((server) => server.sourceServerId) : undefined;
    },
    { what: "The inventory did not find the payment servers", seconds: 60 },
  );
  const group = Created.parse(
    await api.create("/protection-groups", { name: "Back in time", ...PLACE, sourceServerIds }),
  );
  const waves = [{ name: "Core", protectionGroupIds: [group.id] }];
  await api.create("/recovery-plans", { name: "Back in time", waves });
}

test("a drill goes back in time with the keyboard: the slider, what each server loses, and what it was launched from", async ({
  openAs,
  stack,
}) => {
  test.setTimeout(180_000);
  await createPlan(stack);
  const page = await openAs("ada", "/recovery-plans");
  await page.getByRole("link", { name: "Back in time" }).first().click();
  await page.getByRole("button", { name: /Start drill…/ }).click();
  const dialog = page.getByRole("dialog", { name: "Start a drill of Back in time" });
  await expect(dialog.getByText(/Snapshots as of/)).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByText("New snapshot")).toHaveCount(HOSTS.length);
  await expect(dialog.getByText("Is the source gone?")).toBeHidden();

  await dialog.getByRole("button", { name: "At a time" }).focus();
  await page.keyboard.press("Enter");
  const slider = dialog.getByRole("slider", { name: "Point in time" });
  const time = dialog.getByLabel("At or before, UTC");
  await slider.focus();
  const newest = await time.inputValue();
  await page.keyboard.press("ArrowLeft");
  await expect(time).not.toHaveValue(newest);
  await expect(slider).toHaveAttribute("aria-valuetext", /UTC, \d of 2 servers$/);
  await page.keyboard.press("Home");
  const oldest = await time.inputValue();
  expect(oldest < newest).toBe(true);
  await expect(dialog.getByText(/^Snapshot of/).first()).toBeVisible();

  await time.fill("no time");
  await expect(dialog.getByText("A time that has passed, like 03:02")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Start drill" })).toHaveAttribute("aria-disabled", "true");
  await time.fill("2020-01-01 00:00");
  await expect(dialog.getByText("2 servers: no snapshot this old")).toBeVisible();
  await expectUsable(page, "no-snapshot-this-old");
  await dialog.getByRole("button", { name: "Start drill" }).press("Enter");
  await expect(dialog.getByText("Not started: servers cannot be launched")).toBeVisible();

  // Days ago, of which the simulator's clock makes some minutes.
  await slider.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  await expect(dialog.getByText("no snapshot this old")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Start drill" }).press("Enter");
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/^From snapshots of/)).toBeVisible();
  await expect(page.getByText(/^All 2 servers recovered in/)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^Snapshot of/)).toHaveCount(HOSTS.length);
  await expectUsable(page, "from-snapshots");
  const run = Execution.parse(await stack.api.get(`/executions/${page.url().split("/").at(-1) ?? ""}`));
  expect(run.pointInTime.pointInTime.kind).toBe("AT_OR_BEFORE");
  for (const server of run.waves.flatMap((wave) => wave.servers)) {
    expect(server.pointInTime).toMatchObject({ kind: "SNAPSHOT", snapshotId: server.launchedFrom?.snapshotId });
  }

  await page.goto("/recovery-plans");
  await page.getByRole("link", { name: "Back in time" }).first().click();
  await page.getByRole("button", { name: /Start recovery…/ }).click();
  const recovery = page.getByRole("dialog", { name: "Start a recovery of Back in time" });
  const answers = recovery.getByRole("group", { name: "Is the source gone?" });
  await expect(answers.getByRole("button", { name: "Decide per server" })).toHaveAttribute("aria-pressed", "true");
  await answers.getByRole("button", { name: "Yes" }).press("Space");
  await expect(recovery.getByText(/without the 10 min that DRS would wait/)).toBeVisible();
  await expect(recovery.getByText(/^Snapshot of/)).toHaveCount(HOSTS.length);
  await expectUsable(page, "source-gone");
});

test("selected servers are launched from their newest snapshots, one of them from other data", async ({
  openAs,
  stack,
}) => {
  test.setTimeout(180_000);
  const page = await openAs("ada", "/source-servers?search=pay-core-0");
  for (const hostname of ["pay-core-03", "pay-core-06"]) {
    await page.getByLabel(`Select ${hostname}`, { exact: true }).check();
  }
  await page.getByRole("button", { name: /Drill selected…/ }).click();
  const dialog = page.getByRole("dialog", { name: "Start a drill of 2 selected servers" });
  await expect(dialog.getByText("New snapshot")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Newest snapshot" }).press("Enter");
  await expect(dialog.getByText(/^Snapshot of/)).toHaveCount(2, { timeout: 30_000 });
  await dialog.getByLabel("Launch a server from other data").selectOption("pay-core-06");
  await dialog.getByLabel("Launch pay-core-06 from").selectOption("At or before a time");
  await dialog.getByLabel("At or before, UTC").fill("soon");
  await expect(dialog.getByRole("button", { name: "Start drill" })).toHaveAttribute("aria-disabled", "true");
  await expectUsable(page, "one-from-other-data");
  await dialog.getByRole("button", { name: "Launch pay-core-06 as the others" }).press("Enter");
  await expect(dialog.getByLabel("Launch a server from other data")).toBeFocused();
  await dialog.getByLabel("Launch a server from other data").selectOption("pay-core-06");
  await dialog.getByLabel("Launch pay-core-06 from").selectOption("Its latest data");
  await expect(dialog.getByText("New snapshot")).toHaveCount(1);
  await dialog.getByRole("button", { name: "Start drill" }).press("Enter");
  await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  await expect(page.getByText("From the newest snapshots")).toBeVisible();
  await expect(page.getByText(/^Snapshot of/)).toHaveCount(1, { timeout: 60_000 });
  const run = Execution.parse(await stack.api.get(`/executions/${page.url().split("/").at(-1) ?? ""}`));
  const kinds = run.waves.flatMap((wave) => wave.servers).map(({ pointInTime }) => pointInTime.kind);
  expect(kinds.sort()).toEqual(["LATEST", "NEWEST_SNAPSHOT"]);
});
