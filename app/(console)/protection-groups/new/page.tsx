import type { Metadata } from "next";

import { NewGroupPage } from "#components/protection-groups/new-group-page.tsx";
import { pageContext } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "New protection group" };

export default async function Page() {
  await pageContext("group:read");
  return <NewGroupPage />;
}
