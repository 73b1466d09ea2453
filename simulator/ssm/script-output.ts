const PROBES: [probe: RegExp, output: (line: string) => string][] = [
  [/\bcurl\b.*http_code/, () => "200"],
  [/\bcurl\b.*(?:\s-\w*[iI]|--head|--include)/, () => "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8"],
  [/\bcurl\b/, () => '{"status":"UP"}'],
  [/\b(?:Invoke-WebRequest|iwr)\b/i, () => "StatusCode        : 200\nStatusDescription : OK"],
  [/\bTest-NetConnection\b/i, () => "TcpTestSucceeded : True"],
  [/\bnc\b/, (line) => `Connection to ${line.trim().split(/\s+/).slice(-2).join(" ")} port [tcp/*] succeeded!`],
  [/\bsystemctl\s+is-active\b/, () => "active"],
  [/\bGet-Service\b/i, () => "Status   Name\n------   ----\nRunning  Service"],
  [
    /^\s*(?:echo|Write-Output|Write-Host)\s+/i,
    (line) =>
      line
        .trim()
        .replace(/^\S+\s+/, "")
        .replace(/^(["'])(.*)\1$/, "$2"),
  ],
];

/** What a script that finds everything in order prints: probes succeed, `echo` is echoed, all else is silent. */
export function scriptOutput(commands: readonly string[], { isWindows }: { isWindows: boolean }): string {
  const newline = isWindows ? "\r\n" : "\n";
  const lines = commands.flatMap((each) => each.split(/\r?\n/)).flatMap((line) => outputOf(line).split("\n"));
  return lines
    .filter((line) => line !== "")
    .map((line) => line + newline)
    .join("");
}

function outputOf(line: string): string {
  return PROBES.find(([probe]) => probe.test(line))?.[1](line) ?? "";
}
