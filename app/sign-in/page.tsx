import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { safeReturn, signInProblem } from "#components/sign-in/sign-in-problem.ts";
import { isSignedIn } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

export default async function Page({ searchParams }: PageProps) {
  const { error, callbackUrl } = await searchParams;
  const returnTo = safeReturn(one(callbackUrl));
  if (await isSignedIn()) redirect(returnTo);
  return <SignInPage problem={signInProblem(one(error))} returnTo={returnTo} />;
}
