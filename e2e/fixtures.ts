import { test as base, type Page } from "@playwright/test";

import type { Person } from "#scripts/identity-provider/people.ts";
import { startTestStack, type TestStack } from "#scripts/testing/stack.ts";

import { type Faults, faultsOf } from "./faults.ts";

export { expect } from "@playwright/test";

/** Ada may everything, Olu plans and drills, Vik looks. */
export type Who = "ada" | "olu" | "vik";

type Fixtures = {
  /** Opens the console in a browser of its own as this person, signed in through the identity provider. */
  openAs: (who: Who, path?: string) => Promise<Page>;
  /** What goes wrong in the simulated AWS; gone after the test, since the deployment is shared with others. */
  faults: Faults;
};

/** One deployment for all tests of a worker; each test makes what it needs under names of its own. */
export const test = base.extend<Fixtures, { stack: TestStack }>({
  stack: [
    async ({}, provide) => {
      const stack = await startTestStack({ withConsole: true });
      await provide(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ stack }, provide) => provide(stack.parts.webUrl),
  openAs: async ({ stack, browser, contextOptions }, provide) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await provide(async (who, path = "/") => {
      const context = await browser.newContext({ ...contextOptions, baseURL: stack.parts.webUrl });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(path);
      await signIn(page, personOf(stack, who));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  faults: async ({ stack }, provide) => {
    const faults = faultsOf(stack);
    await provide(faults);
    await faults.clear();
  },
});

/** From the console's sign-in page through the identity provider's, as a person would. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export function personOf(stack: TestStack, who: Who): Person {
  const person = stack.people.find(({ email }) => email.startsWith(`${who}@`));
  if (person === undefined) throw new Error(`Nobody in this stack is called ${who}.`);
  return person;
}
