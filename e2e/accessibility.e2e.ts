import { serious } from "./axe.ts";
import { expect, test } from "./fixtures.ts";

const PAGES = ["/", "/source-servers", "/protection-groups/new", "/recovery-plans/new", "/executions", "/settings"];
const WIDTHS = [1440, 390];

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on any page, ${colorScheme}, on a desktop and a phone`, async ({ openAs }) => {
    const page = await openAs("ada");
    await page.emulateMedia({ colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await serious(page), `${path}, ${width} wide`).toEqual([]);
      }
    }
  });
}

test("the whole sign-in and a look at the servers needs no mouse", async ({ openAs }) => {
  const page = await openAs("vik");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /Skip to/ })).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { name: "Source servers", level: 1 })).toBeVisible();
});
