export type SignInProblem = { title: string; detail: string };

const ENDED: SignInProblem = {
  title: "The sign-in was not finished",
  detail: "It took too long, or was begun in another window. Sign in again.",
};

const UNREACHABLE: SignInProblem = {
  title: "The identity provider does not answer",
  detail: "Nobody can sign in until it does. Executions run on without anybody signed in.",
};

/** What next-auth's error codes mean to the reader (next-auth 4, sign-in page errors). */
const PROBLEMS: Record<string, SignInProblem> = {
  AccessDenied: {
    title: "Your account has no role here",
    detail: "Ask whoever manages groups at your identity provider to add you to a drs- group, then sign in again.",
  },
  OAuthSignin: UNREACHABLE,
  OAuthCallback: ENDED,
  Callback: ENDED,
  SessionRequired: { title: "You are signed out", detail: "Sign in again to go on where you were." },
};

/** Null when there is nothing to say. */
export function signInProblem(code: string | undefined): SignInProblem | null {
  if (code === undefined) return null;
  return (
    PROBLEMS[code] ?? {
      title: "Signing in did not work",
      detail: `The console answered ${code.slice(0, 40)}. Sign in again, and tell whoever runs it if it stays so.`,
    }
  );
}

/** Where to go after signing in: only to a page of ours. */
export function safeReturn(callbackUrl: string | undefined): string {
  const isOurs = callbackUrl !== undefined && /^\/(?![/\\])/.test(callbackUrl);
  return isOurs ? callbackUrl : "/";
}
