import { quotePosix, quotePowerShell, type Shell } from "#lib/domain/actions/shell-quoting.ts";

import type { HealthCheck } from "./health-gate.ts";

/** How long a probe may take to connect and be answered, in seconds. */
const PATIENCE_SECONDS = 5;

/** How long its script may run in all, in seconds. */
export const PROBE_SECONDS = 15;

/**
 * The lines of a script that does a check against 127.0.0.1 of the machine that it runs on. It ends with 0 where the check
 * passes, else it prints why not: `no connection`, `no answer` or `answered 503`. Port and path are quoted values, never code.
 */
export function probeScript(check: HealthCheck, shell: Shell): string[] {
  if (shell === "POSIX") return check.protocol === "TCP" ? posixTcp(check.port) : posixHttp(check);
  return check.protocol === "TCP" ? powerShellTcp(check.port) : powerShellHttp(check);
}

function posixTcp(port: number): string[] {
  return [
    `port=${quotePosix(String(port))}`,
    "if command -v bash >/dev/null 2>&1; then",
    `  timeout ${PATIENCE_SECONDS} bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"' probe "$port" >/dev/null 2>&1`,
    `else nc -z -w ${PATIENCE_SECONDS} 127.0.0.1 "$port" >/dev/null 2>&1`,
    "fi",
    `if [ "$?" -ne 0 ]; then echo "no connection"; exit 1; fi`,
  ];
}

type HttpCheck = Exclude<HealthCheck, { protocol: "TCP" }>;

function localUrl({ protocol, port, path }: HttpCheck): string {
  return `${protocol.toLowerCase()}://127.0.0.1:${port}${path}`;
}

function posixHttp(check: HttpCheck): string[] {
  const { from, to } = check.expectedStatus;
  return [
    `url=${quotePosix(localUrl(check))}`,
    "if ! command -v curl >/dev/null 2>&1; then echo 'curl is not installed'; exit 1; fi",
    // The certificate is that of another name, and a proxy would be somebody else's 127.0.0.1.
    `status=$(curl -q -s -k -g --path-as-is --noproxy '*' -o /dev/null --max-time ${PATIENCE_SECONDS} -w '%{http_code}' --url "$url")`,
    `if [ "$?" -ne 0 ]; then echo "no answer"; exit 1; fi`,
    `if [ "$status" -lt ${from} ] || [ "$status" -gt ${to} ]; then echo "answered $status"; exit 1; fi`,
  ];
}

function powerShellTcp(port: number): string[] {
  return [
    "$ErrorActionPreference = 'Stop'",
    `$port = ${quotePowerShell(String(port))}`,
    "$client = New-Object System.Net.Sockets.TcpClient",
    `try { $isOpen = $client.ConnectAsync('127.0.0.1', [int]$port).Wait(${PATIENCE_SECONDS * 1000}) } catch { $isOpen = $false }`,
    "$client.Close()",
    "if (-not $isOpen) { Write-Output 'no connection'; exit 1 }",
  ];
}

/** Of this request alone. A block of PowerShell would not do: it is called on threads that cannot run one. */
const TAKES_ANY_CERTIFICATE = [
  "Add-Type 'public static class AnyCertificate { public static System.Net.Security.RemoteCertificateValidationCallback Taken = delegate { return true; }; }'",
  "$request.ServerCertificateValidationCallback = [AnyCertificate]::Taken",
];

function powerShellHttp(check: HttpCheck): string[] {
  const { from, to } = check.expectedStatus;
  return [
    "$ErrorActionPreference = 'Stop'",
    `$url = ${quotePowerShell(localUrl(check))}`,
    "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12",
    "$request = [Net.HttpWebRequest]::Create($url)",
    "$request.AllowAutoRedirect = $false",
    "$request.Proxy = $null",
    `$request.Timeout = ${PATIENCE_SECONDS * 1000}`,
    ...(check.protocol === "HTTPS" ? TAKES_ANY_CERTIFICATE : []),
    "try { $answer = $request.GetResponse() } catch [Net.WebException] { $answer = $_.Exception.Response }",
    "if ($null -eq $answer) { Write-Output 'no answer'; exit 1 }",
    "$status = [int]$answer.StatusCode",
    "$answer.Close()",
    `if ($status -lt ${from} -or $status -gt ${to}) { Write-Output "answered $status"; exit 1 }`,
  ];
}
