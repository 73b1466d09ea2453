import type { ExecutionFacts, Facts, JobFacts, ServerFacts, Violation } from "../facts.ts";

/** Every launch that AWS started for us is on record once, and no server was launched more often than anybody wanted. */
export function checkLaunches({ executions, aws, asked }: Facts): Violation[] {
  const ours = aws.jobs.filter((job) => job.type === "LAUNCH" && job.launchId !== null);
  const known = new Set(executions.map(({ id }) => id));
  const strays = ours.filter((job) => !known.has(job.executionId ?? ""));
  return [
    ...strays.map((job) =>
      violation("a job belongs to an execution", `${job.jobId} names ${job.executionId ?? "none"}`),
    ),
    ...executions.flatMap((execution) => {
      const jobs = ours.filter((job) => job.executionId === execution.id);
      return [
        ...checkJobs(execution, jobs),
        ...execution.servers.flatMap((server) => checkAttempts(execution, server, asked)),
      ];
    }),
  ];
}

function checkJobs(execution: ExecutionFacts, jobs: readonly JobFacts[]): Violation[] {
  const rule = "every job of ours has exactly one launch row, and every launch row its job";
  const found: Violation[] = [];
  for (const job of jobs) {
    const rows = execution.launches.filter((launch) => launch.jobId === job.jobId);
    if (rows.length !== 1) found.push(violation(rule, `${job.jobId} has ${rows.length} rows`));
    else if (rows[0]?.id !== job.launchId) found.push(violation(rule, `${job.jobId} stands at another launch`));
  }
  for (const launch of execution.launches) {
    const of = jobs.filter((job) => job.launchId === launch.id);
    if (of.length > 1) found.push(violation("a call is sent once", `launch ${launch.id} has ${of.length} jobs`));
    if (launch.jobId === null || of.some((job) => job.jobId === launch.jobId)) continue;
    found.push(violation(rule, `launch ${launch.id} names ${launch.jobId}, which is not its job`));
  }
  return found;
}

function checkAttempts(execution: ExecutionFacts, server: ServerFacts, asked: Facts["asked"]): Violation[] {
  const { sourceServerId, attempts, automaticRetries } = server;
  const wave = execution.waves.find(({ number }) => number === server.waveNumber);
  const taken = execution.launches.filter(
    ({ jobId, serverIds }) => jobId !== null && serverIds.includes(sourceServerId),
  );
  const retries = asked.retries.filter(
    (retry) => retry.executionId === execution.id && retry.sourceServerId === sourceServerId,
  ).length;
  const found: Violation[] = [];
  if (taken.length !== attempts)
    found.push(
      violation(
        "a server is launched as often as its attempts say",
        `${sourceServerId}: ${taken.length} launches, ${attempts} attempts`,
      ),
    );
  if (automaticRetries > (wave?.automaticRetries ?? 0))
    found.push(
      violation("a launch is repeated no more often than the plan says", `${sourceServerId}: ${automaticRetries}`),
    );
  if (attempts > 1 + automaticRetries + retries)
    found.push(
      violation(
        "a server is launched no more often than asked for",
        `${sourceServerId}: ${attempts} attempts, ${automaticRetries} by policy, ${retries} by people`,
      ),
    );
  return found;
}

function violation(rule: string, detail: string): Violation {
  return { rule, detail };
}
