import type { AskedFor, Facts, JobFacts, Violation } from "../facts.ts";

type Instance = { instanceId: string; sourceServerId: string; at: Date; job: JobFacts };

/** Nothing that somebody needs is launched over or terminated, unless a person asked for it. */
export function checkInstances({ aws, asked }: Facts): Violation[] {
  const launches = aws.jobs.filter((job) => job.type === "LAUNCH");
  const instances = launches.flatMap((job) => job.launched.map((launched) => ({ ...launched, job })));
  const diedAt = new Map(aws.instances.map(({ instanceId, diedAt: at }) => [instanceId, at]));
  const replaced = launches
    .filter((job) => job.executionId !== null)
    .flatMap((job) =>
      instances
        .filter((instance) => isReplacedBy(instance, job, diedAt.get(instance.instanceId) ?? null))
        .flatMap((instance) => judgeReplacement(instance, job, asked)),
    );
  return [...replaced, ...aws.terminated.flatMap((id) => judgeTermination(id, instances, asked))];
}

/** The instance was up when the job that cleaned its server up was started. */
function isReplacedBy(instance: Instance, job: JobFacts, diedAt: Date | null): boolean {
  if (!job.replaced.includes(instance.sourceServerId) || instance.job.jobId === job.jobId) return false;
  return instance.at < job.createdAt && (diedAt === null || diedAt >= job.createdAt);
}

function judgeReplacement(instance: Instance, job: JobFacts, asked: AskedFor): Violation[] {
  const isAsked = asked.retries.some(
    ({ executionId, sourceServerId }) => executionId === job.executionId && sourceServerId === instance.sourceServerId,
  );
  if (isAsked) return [];
  const detail = `${job.jobId} removed ${instance.instanceId} of ${instance.sourceServerId}, which ${instance.job.jobId} had launched`;
  if (!instance.job.isDrill) return [{ rule: "no live recovery is launched over unasked", detail }];
  if (instance.job.executionId !== job.executionId) return [];
  return [{ rule: "an execution does not launch over its own instance unasked", detail }];
}

function judgeTermination(instanceId: string, instances: readonly Instance[], asked: AskedFor): Violation[] {
  const owner = instances.find((instance) => instance.instanceId === instanceId)?.job;
  if (owner === undefined || owner.executionId === null)
    return [{ rule: "no instance of somebody else is terminated", detail: `${instanceId} was not launched by us` }];
  if (asked.cleanups.some(({ executionId }) => executionId === owner.executionId)) return [];
  return [{ rule: "an instance is terminated only in a clean-up that was asked for", detail: instanceId }];
}
