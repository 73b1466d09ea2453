import type {
  EventFacts,
  ExecutionFacts,
  Facts,
  InstanceFacts,
  JobFacts,
  LaunchFacts,
  ServerFacts,
  WaveFacts,
} from "../facts.ts";

const START = Date.parse("2026-11-24T03:00:00Z");
/** So many seconds into the run. */
export function at(seconds: number): Date {
  return new Date(START + seconds * 1000);
}

export function wave(changes: Partial<WaveFacts> = {}): WaveFacts {
  const policy = { onFailure: "ASK", passPercent: 100, automaticRetries: 0 } as const;
  const end = { status: "COMPLETED", reason: null, continuedAt: null, trouble: null, endedAt: at(30) } as const;
  return { number: 1, dependsOn: [], ...policy, ...end, ...changes };
}

export function server(changes: Partial<ServerFacts> = {}): ServerFacts {
  const launched = { attempts: 1, automaticRetries: 0, recoveryInstanceId: "i-1", error: null, releasedAt: at(30) };
  return {
    sourceServerId: "s-1",
    waveNumber: 1,
    status: "HEALTHY",
    cameTo: null,
    isCritical: true,
    ...launched,
    ...changes,
  };
}

export function launch(changes: Partial<LaunchFacts> = {}): LaunchFacts {
  const ends = { refusedAt: null, endedAt: at(20) };
  return { id: "l-1", waveNumber: 1, serverIds: ["s-1"], jobId: "j-1", ...ends, ...changes };
}

export function job(changes: Partial<JobFacts> = {}): JobFacts {
  const ours = { executionId: "e-1", launchId: "l-1", waveNumber: 1 };
  const launched = [{ sourceServerId: "s-1", instanceId: "i-1", at: at(15) }];
  const facts = { isDrill: true, status: "COMPLETED", createdAt: at(5), launched, replaced: [] };
  return { jobId: "j-1", type: "LAUNCH", ...ours, ...facts, ...changes };
}

export function instance(changes: Partial<InstanceFacts> = {}): InstanceFacts {
  return { instanceId: "i-1", sourceServerId: "s-1", diedAt: null, ...changes };
}

/** The events of a kind each, a second apart, all about the one server and wave. */
export function story(...kinds: string[]): EventFacts[] {
  return kinds.map((kind, index) => {
    return { seq: index + 1, at: at(index), kind, waveNumber: 1, sourceServerId: "s-1", detail: null };
  });
}

/** A drill of one server that went well. */
export function execution(changes: Partial<ExecutionFacts> = {}): ExecutionFacts {
  return {
    ...{ id: "e-1", type: "DRILL", status: "COMPLETED", generation: 1, contract: 1 },
    ...{ engineStoppedAt: null, endedAt: at(30) },
    ...{ waves: [wave()], servers: [server()], launches: [launch()] },
    events: story("execution.started", "wave.started", "server.launched", "server.healthy", "execution.completed"),
    tasks: [{ step: "finalize", waveNumber: 0, generation: 1, resolvedAt: at(30), sentAt: at(30) }],
    ...{ decisions: [], cleanups: [], terminations: [] },
    ...changes,
  };
}

/** The facts of a run in which every promise was kept, but for what is changed. */
export function facts(
  changes: { executions?: ExecutionFacts[]; aws?: Partial<Facts["aws"]>; asked?: Partial<Facts["asked"]> } & Partial<
    Pick<Facts, "leases" | "liveWorkers">
  > = {},
): Facts {
  const { executions = [execution()], aws, asked, leases, liveWorkers = [7] } = changes;
  const sweep = { name: "sweep", owner: "host-7-abc", renewedAt: at(40), until: at(43) };
  return {
    executions,
    leases: leases ?? [sweep],
    aws: {
      ...{ jobs: [job()], instances: [instance()], terminated: [] },
      stateMachines: [{ name: "e-1-g1", status: "SUCCEEDED" }],
      ...aws,
    },
    asked: { retries: [], cleanups: [], ...asked },
    at: at(41),
    liveWorkers,
  };
}
