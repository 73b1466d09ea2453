import { expect, personOf, test } from "./fixtures.ts";

test.describe("signing in", () => {
  for (const who of ["ada", "olu", "vik"] as const) {
    test(`takes ${who} through the identity provider and back to the page asked for`, async ({ openAs, stack }) => {
      const page = await openAs(who, "/settings");

      await expect(page).toHaveURL(`${stack.parts.webUrl}/settings`);
      await expect(page.getByRole("main").getByText(personOf(stack, who).email)).toBeVisible();
    });
  }
});
