import { Logo } from "#components/layout/logo.tsx";
import { Notice } from "#components/ui/notice.tsx";

import { SignInButton } from "./sign-in-button.tsx";
import type { SignInProblem } from "./sign-in-problem.ts";

type SignInPageProps = { problem: SignInProblem | null; returnTo: string };

export function SignInPage({ problem, returnTo }: SignInPageProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-90">
        <Logo className="mb-5 size-10" />
        <h1 className="text-3xl">DRS Orchestrator</h1>
        <p className="mt-2 mb-6 text-md text-ink-muted">
          Recovers what AWS Elastic Disaster Recovery protects, in the order your plan sets, and shows how far every
          server is.
        </p>
        {problem !== null && (
          <div className="mb-4">
            <Notice family="bad" title={problem.title}>
              {problem.detail}
            </Notice>
          </div>
        )}
        <SignInButton returnTo={returnTo} />
        <p className="mt-3 text-xs text-ink-faint">You are taken to your organisation’s sign-in and back.</p>
      </div>
    </main>
  );
}
