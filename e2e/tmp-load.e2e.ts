import { test } from "./fixtures.ts";
import { createPlan, startDrill } from "./plans.ts";
const SHOP = { accountId: "333344445555", region: "eu-west-1" };
test("shots", async ({ openAs, stack }) => {
  test.setTimeout(240_000);
  const base = { modes: ["DRILL"], when: "AFTER" };
  const actions = [
    {
      ...base,
      id: crypto.randomUUID(),
      kind: "MANUAL_TASK",
      name: "Ask",
      when: "BEFORE",
      instructions: "Do it.",
      assignee: "DBA",
      escalateAfterMinutes: 1,
      expiresAfterMinutes: 5,
    },
    {
      ...base,
      id: crypto.randomUUID(),
      kind: "WAIT",
      name: "A wait with quite a long name that has to be cut somewhere",
      seconds: 1,
      group: 1,
    },
    { ...base, id: crypto.randomUUID(), kind: "WAIT", name: "Two", seconds: 1, group: 1 },
  ];
  const planId = await createPlan(stack, {
    name: "Shots",
    waves: [{ name: "A", place: SHOP, hosts: ["shop-app-07", "shop-web-04"], actions }],
  });
  const page = await openAs("olu", `/recovery-plans/${planId}`);
  const dir = "/tmp/actui-shots";
  await page.getByRole("button", { name: "A", exact: true }).last().click();
  await page.screenshot({ path: `${dir}/x-groups.png` });
  await page.getByRole("button", { name: "Add an action after launch" }).click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${dir}/x-menu.png` });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${dir}/x-menu-dark.png` });
  await page.emulateMedia({ colorScheme: "light" });
  await page.keyboard.press("Escape");
  for (const kind of [
    "Automation",
    "Lambda function",
    "Webhook",
    "HTTP check",
    "TCP check",
    "CloudWatch alarms",
    "DNS record",
    "Command",
  ]) {
    await page.getByRole("button", { name: "Add an action after launch" }).click();
    await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    for (const add of ["Add parameter", "Add header"]) {
      const button = dialog.getByRole("button", { name: add });
      if (await button.isVisible()) await button.click();
    }
    if (kind === "Command") await dialog.getByRole("textbox", { name: "Script" }).fill('echo "{{ servers.hostname }}"');
    await page.waitForTimeout(200);
    await page.screenshot({ path: `${dir}/x-${kind.replaceAll(" ", "-")}.png` });
    if (kind === "Webhook") {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: `${dir}/x-webhook-phone.png` });
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await dialog.getByRole("button", { name: "Done" }).click();
  }
  await page.getByRole("button", { name: /Save as version/ }).click();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${dir}/x-problems.png`, fullPage: true });
  const viewer = await openAs("vik", await startDrill(stack, planId));
  await viewer.getByRole("region", { name: /^To do/ }).waitFor({ timeout: 60_000 });
  await viewer.screenshot({ path: `${dir}/x-viewer.png` });
  await viewer.goto("/");
  await viewer.waitForTimeout(3000);
  await viewer.screenshot({ path: `${dir}/x-dashboard.png` });
  await viewer.goto("/executions");
  await viewer.waitForTimeout(2000);
  await viewer.screenshot({ path: `${dir}/x-executions.png` });
});
