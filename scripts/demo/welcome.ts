import type { Credentials } from "./credentials.ts";

/** What a person needs to begin, in one block. */
export function printWelcome({ url, simulatorUrl, apiToken, users }: Credentials, folder: string): void {
  const width = Math.max(...users.map(({ email }) => email.length));
  const passwordWidth = Math.max(...users.map(({ password }) => password.length));
  const people = users.map(
    ({ email, password, roles }) =>
      `    ${email.padEnd(width)}  ${password.padEnd(passwordWidth)}  ${roles.join(", ")}`,
  );
  const lines = [
    "",
    "  DRS Orchestrator is running against a simulated AWS.",
    "",
    `  Console        ${url}`,
    `  AWS simulator  ${simulatorUrl}/_control/`,
    `  API token      ${apiToken}`,
    "",
    "  Sign in as",
    ...people,
    "",
    `  Try            curl -H "Authorization: Bearer ${apiToken}" ${url}/api/v1/recovery-plans`,
    `  Also in        ${folder}/credentials.json; logs in ${folder}/logs`,
    "  Stop           Ctrl-C; the data stays for the next time",
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
