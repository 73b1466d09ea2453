import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expectUsable } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

let receiver: Server;
let status = 200;
let url = "";

test.beforeAll(async () => {
  receiver = createServer((_request, response) => response.writeHead(status).end("the receiver's words"));
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
});
test.afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

test("a channel is made with the keyboard, tested, told off, changed and deleted", async ({ openAs }) => {
  const page = await openAs("ada", "/settings");
  await expect(page.getByText("Nobody is told yet")).toBeVisible();
  await page.getByRole("button", { name: "Add channel" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a channel" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("On call");
  await dialog.getByRole("button", { name: "Webhook" }).click();
  await dialog.getByLabel("URL", { exact: true }).fill("http://example.com/in");
  await dialog.getByRole("button", { name: "Make one up" }).click();
  await dialog.getByRole("button", { name: "Save channel" }).click();
  await expect(dialog.getByText("A URL starts with https://, then the host.").first()).toBeVisible();
  await expectUsable(page, "channel-refused");
  await dialog.getByLabel("URL", { exact: true }).fill(url);
  await dialog.getByRole("button", { name: "Save channel" }).click();

  const deliveries = page.getByRole("dialog", { name: "Deliveries of On call" });
  await deliveries.getByRole("button", { name: "Send a test" }).click();
  await expect(deliveries.getByText("Delivered", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(deliveries.getByLabel("What came back")).toHaveText(/^200\s+the receiver's words$/);
  status = 503;
  await deliveries.getByRole("button", { name: "Send a test" }).click();
  await expect(deliveries.getByText("The receiver answered 503.", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectUsable(page, "channel-deliveries");
  await deliveries.getByRole("button", { name: "Close" }).last().click();

  await expect(page.getByText("Not delivered", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Edit On call" }).click();
  const edit = page.getByRole("dialog", { name: "Edit On call" });
  await expect(edit.getByLabel("Secret to sign with")).toHaveValue("");
  await edit.getByLabel("Execution started").uncheck();
  await edit.getByRole("button", { name: "Save channel" }).click();
  await expect(edit).toBeHidden();
  await expect(page.getByText(/^Decision waiting, task waiting, recovery time target at risk/)).toBeVisible();
  await expectUsable(page, "channels");

  await page.getByRole("button", { name: "Edit On call" }).click();
  await page.getByRole("button", { name: "Delete channel…" }).click();
  await page.getByRole("button", { name: "Delete channel", exact: true }).click();
  await expect(page.getByText("Nobody is told yet")).toBeVisible();
});

test("who may not manage channels sees them and is told why not", async ({ openAs }) => {
  const page = await openAs("vik", "/settings");
  const add = page.getByRole("button", { name: "Add channel" });
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await expect(add).toHaveAccessibleDescription(/This needs the role admin/);
});
