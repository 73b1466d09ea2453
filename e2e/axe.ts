import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./fixtures.ts";

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What axe finds on the page as it stands and calls serious or worse. */
export async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

/** The page as it stands, on a desktop and a phone, in light and dark: nothing serious, and nothing runs out of it. */
export async function expectUsable(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      const where = `${state}, ${colorScheme}, ${size.width} wide`;
      expect(await serious(page), where).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(size.width);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
