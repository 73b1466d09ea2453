import type { Metadata } from "next";

import { NewPlan } from "#components/recovery-plans/new-plan.tsx";
import { pageContext } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "New recovery plan" };

export default async function Page() {
  await pageContext("plan:read");
  return <NewPlan />;
}
