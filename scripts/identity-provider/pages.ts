export type SignInForm = { action: string; email: string; problem: string | null; hints: readonly string[] };

/** The form to sign in with; after a failed try it keeps the address and says what was wrong. */
export function signInPage({ action, email, problem, hints }: SignInForm): string {
  const note = problem === null ? "" : `<p class="problem" role="alert">${escape(problem)}</p>`;
  const fields = `<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${escape(email)}"${email === "" ? " autofocus" : ""}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${email === "" ? "" : " autofocus"}>
<button type="submit">Sign in</button>`;
  const people = hints.map((hint) => `<li>${escape(hint)}</li>`).join("");
  return layout(
    "Sign in",
    `<p>Demo identity provider. It stands in for your company’s sign-in page.</p>${note}
<form method="post" action="${escape(action)}">${fields}</form>
<p class="hint">People of this demo; their passwords are in the terminal and in .demo/credentials.json.</p><ul class="hint">${people}</ul>`,
  );
}

/** `form` comes from the provider and carries its token. */
export function signOutPage(form: string): string {
  return layout(
    "Sign out",
    `<p>Signing out here ends the session of every application that uses this identity provider.</p>${form}
<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export function signedOutPage(): string {
  return layout("Signed out", "<p>The session has ended. This page can be closed.</p>");
}

export function errorPage(problem: string): string {
  return layout(
    "This did not work",
    `<p class="problem" role="alert">${escape(problem)}</p><p>Go back to the console and sign in again.</p>`,
  );
}

function layout(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Demo identity provider</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --text: #16191f; --quiet: #5b6472; --line: #8a93a1; --act: #1d5bd6; --on: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1217; --card: #181c23; --text: #e8ebf0; --quiet: #a3adbb; --line: #6a7484; --act: #8ab4ff; --on: #0b1220; --bad: #ff8f85; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 380px; padding: 28px; background: var(--card); border-radius: 10px; box-shadow: 0 1px 3px #0003; }
h1 { margin: 0 0 8px; font-size: 20px; }
p { margin: 0 0 12px; }
form, label { display: block; }
label { margin-top: 12px; font-weight: 600; }
input { width: 100%; margin-top: 4px; padding: 9px 10px; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; }
button { width: 100%; margin: 18px 0; padding: 10px; font: inherit; font-weight: 600; color: var(--on); background: var(--act); border: 0; border-radius: 6px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.problem { color: var(--bad); font-weight: 600; }
.hint { margin-bottom: 4px; font-size: 13px; color: var(--quiet); }
ul { margin: 0; padding-left: 18px; }
`;
