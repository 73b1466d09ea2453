import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { gateWords } from "#components/health-gates/gate-words.ts";
import { formatNoun, formatPeriod } from "#components/ui/format.ts";
import type { ExecutionWaveView, StartedWave } from "#lib/domain/execution.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

const ON_FAILURE_WORDS: Record<OnFailure, string> = {
  ASK: "Asks when a server fails",
  CONTINUE: "Continues when a server fails",
  ABORT: "Aborts when a server fails",
};

const TIMES = ["", "once", "twice", "three times"] as const;

/** `Asks when a server fails, passes at 80 % of 5 critical servers, retries twice by itself`. */
export function policyWords(
  wave: Pick<ExecutionWaveView, "onFailure" | "passPercent" | "automaticRetries" | "servers">,
) {
  const critical = wave.servers.filter((server) => server.isCritical).length;
  const optional = wave.servers.length - critical;
  const retries = wave.automaticRetries;
  return [
    ON_FAILURE_WORDS[wave.onFailure],
    passWords(wave.passPercent, critical),
    optional > 0 && formatNoun(optional, "optional server"),
    retries > 0 && `retries ${TIMES[retries] ?? `${retries} times`} by itself`,
  ]
    .filter((part) => part !== false)
    .join(", ");
}

/** `Healthy by Web tier: SSM agent, TCP port 5432 from the worker, stable for 1 min`. What EC2 says is asked of every server. */
export function healthWords({ name, gates, stableSeconds }: NonNullable<ExecutionWaveView["health"]>): string {
  const stable = stableSeconds === 0 ? [] : [`stable for ${formatPeriod(stableSeconds)}`];
  return `Healthy by ${name}: ${["EC2 status checks", ...gates.map(gateWords), ...stable].join(", ")}`;
}

function passWords(passPercent: number, critical: number): string {
  const servers = formatNoun(critical, "critical server");
  if (passPercent === 100) return critical === 1 ? "passes with its critical server" : `passes with all ${servers}`;
  return `passes at ${passPercent} % of ${servers}`;
}

/** What of a wave is no longer as it was started: `Passes at 80 %, was 100 %`. */
export function waveChanges(wave: ExecutionWaveView, planned: StartedWave): string[] {
  const changes = [
    changed("Name", wave.name, planned.name),
    changed("Starts after", afterWords(wave.dependsOn), afterWords(planned.dependsOn)),
    changed("When a server fails", ON_FAILURE_LABEL[wave.onFailure], ON_FAILURE_LABEL[planned.onFailure]),
    changed("Passes at", `${wave.passPercent} %`, `${planned.passPercent} %`),
    changed("Automatic retries", String(wave.automaticRetries), String(planned.automaticRetries)),
    changed("Launch timeout", minutes(wave.launchTimeoutMinutes), minutes(planned.launchTimeoutMinutes)),
    changed("Health timeout", minutes(wave.healthTimeoutMinutes), minutes(planned.healthTimeoutMinutes)),
  ];
  return changes.filter((change) => change !== null);
}

function changed(what: string, is: string, was: string): string | null {
  return is === was ? null : `${what}: ${is}, was ${was}`;
}

function afterWords(numbers: readonly number[]): string {
  return numbers.length === 0 ? "no wave" : [...numbers].sort((a, b) => a - b).join(", ");
}

function minutes(count: number): string {
  return formatPeriod(count * 60);
}
