import { z } from "zod";

import type { ActionRun } from "#lib/db/action-runs.ts";
import type { Cleanup } from "#lib/db/cleanups.ts";
import type { Decision } from "#lib/db/decisions.ts";
import type { Execution, ExecutionServer, ExecutionWave } from "#lib/db/executions.ts";
import type { Launch } from "#lib/db/launches.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { drsJobUrl, ec2InstanceUrl, sourceServerUrl } from "#lib/domain/console-links.ts";
import {
  type CleanupView,
  DecisionView,
  type ExecutionServerView,
  type ExecutionWaveView,
  InstanceFacts,
  Leftover,
  type LaunchView,
  PhaseProgress,
  ServerFailure,
  StartedWave,
} from "#lib/domain/execution.ts";
import { GateProgress, type GateView, progressOf } from "#lib/domain/health-gates/gate-progress.ts";
import { WaveHealth } from "#lib/domain/health-gates/health-profile.ts";
import { ExecutionPointInTime, LATEST_DATA, LaunchPointInTime } from "#lib/domain/point-in-time/choice.ts";

import { toActionRunViews } from "./action-view.ts";
import { type QueuePlaces, serverKey } from "./queue-places.ts";
import { isoOf } from "./summary.ts";
import type { WaitedJobs } from "./waited-jobs.ts";

const Groups = z.array(z.object({ id: z.string(), name: z.string() }));

/** The waves of an execution as they were at its start; null for one that was written by an older version. */
export function readStartedWaves(stored: unknown): (StartedWave | null)[] {
  return readStoredJson(z.array(StartedWave.nullable().catch(null)), stored);
}

export function toWaveView(
  wave: ExecutionWave,
  parts: {
    execution: Execution;
    servers: readonly ExecutionServer[];
    launches: readonly Launch[];
    places: QueuePlaces;
    waited: WaitedJobs;
    startedWith: readonly (StartedWave | null)[];
    runs: readonly ActionRun[];
  },
): ExecutionWaveView {
  const launches = parts.launches.filter((launch) => launch.waveNumber === wave.number);
  const jobs = new Map(launches.map((launch) => [launch.id, launch.jobId]));
  const health = readStoredJson(WaveHealth.nullable(), wave.health);
  return {
    number: wave.number,
    name: wave.name,
    status: wave.status,
    reason: wave.reason,
    decisionSince: isoOf(wave.decisionSince),
    isContinued: wave.continuedAt !== null,
    onFailure: wave.onFailure,
    passPercent: wave.passPercent,
    automaticRetries: wave.automaticRetries,
    launchTimeoutMinutes: wave.launchTimeoutMinutes,
    healthTimeoutMinutes: wave.healthTimeoutMinutes,
    health,
    startedWith: parts.startedWith[wave.number - 1] ?? null,
    dependsOn: wave.dependsOn,
    protectionGroups: readStoredJson(Groups, wave.groups),
    startedAt: isoOf(wave.startedAt),
    endedAt: isoOf(wave.endedAt),
    servers: parts.servers
      .filter((server) => server.waveNumber === wave.number)
      .map((server) =>
        toServerView(server, {
          gates: toGateViews(health, server),
          jobId: server.launchId === null ? null : (jobs.get(server.launchId) ?? null),
          queue: parts.places.get(serverKey(server)) ?? null,
          waitsFor: parts.waited.get(serverKey(server)) ?? null,
        }),
      ),
    launches: launches.map(toLaunchView),
    actions: toActionRunViews(wave, parts),
  };
}

function toServerView(
  server: ExecutionServer,
  { jobId, queue, waitsFor, gates }: Pick<ExecutionServerView, "jobId" | "queue" | "waitsFor" | "gates">,
): ExecutionServerView {
  const { accountId, region, sourceServerId, recoveryInstanceId } = server;
  const place = { accountId, region };
  return {
    sourceServerId,
    accountId,
    region,
    hostname: server.hostname,
    os: server.os,
    protectionGroup: { id: server.groupId, name: server.groupName },
    status: server.status,
    cameTo: server.cameTo,
    isCritical: server.isCritical,
    attempts: server.attempts,
    queue,
    waitsFor,
    protection: protectionOf(server),
    recoveryInstanceId,
    pointInTime: readStoredJson(LaunchPointInTime.nullable(), server.pointInTime) ?? { kind: "LATEST" },
    launchedFrom: launchedFromOf(server),
    instance: readStoredJson(InstanceFacts.nullable(), server.instance),
    gates,
    stableSince: isoOf(server.stableSince),
    error: server.error,
    failure: readStoredJson(ServerFailure.nullable(), server.failure),
    phases: readStoredJson(z.array(PhaseProgress), server.phases),
    jobId,
    launchedAt: isoOf(server.launchedAt),
    healthyAt: isoOf(server.healthyAt),
    links: {
      sourceServer: sourceServerUrl({ ...place, sourceServerId }),
      job: jobId === null ? null : drsJobUrl({ ...place, jobId }),
      instance: recoveryInstanceId === null ? null : ec2InstanceUrl({ ...place, instanceId: recoveryInstanceId }),
    },
  };
}

function toGateViews(health: WaveHealth | null, { gates }: ExecutionServer): GateView[] {
  if (health === null) return [];
  return progressOf(health.gates, readStoredJson(z.array(GateProgress), gates)).map(({ probe: _, ...shown }) => shown);
}

function launchedFromOf({ snapshotId, snapshotAt, usedPreviousSnapshot }: ExecutionServer) {
  if (snapshotId === null && snapshotAt === null && !usedPreviousSnapshot) return null;
  return { snapshotId, at: isoOf(snapshotAt), isPrevious: usedPreviousSnapshot };
}

/** What was asked for at the start of an execution. */
export function readExecutionPoint(stored: unknown): ExecutionPointInTime {
  return readStoredJson(ExecutionPointInTime.nullable(), stored) ?? LATEST_DATA;
}

function protectionOf(server: ExecutionServer): ExecutionServerView["protection"] {
  const { protectedAt, protectionError } = server;
  return protectedAt === null && protectionError === null ? null : { at: isoOf(protectedAt), error: protectionError };
}

export function toCleanupView(cleanup: Cleanup | null): CleanupView {
  return {
    status: cleanup?.status ?? "NONE",
    number: cleanup?.number ?? 0,
    dueAt: isoOf(cleanup?.dueAt ?? null),
    requestedBy: cleanup?.requestedBy ?? null,
    comment: cleanup?.comment ?? null,
    startedAt: isoOf(cleanup?.startedAt ?? null),
    endedAt: isoOf(cleanup?.endedAt ?? null),
    error: cleanup?.error ?? null,
    leftovers: readStoredJson(z.array(Leftover), cleanup?.leftovers ?? []),
  };
}

export function toDecisionView(decision: Decision): DecisionView {
  const { waveNumber, action, serverIds, actionIds, actor, comment, waitedSince, at } = decision;
  return DecisionView.parse({
    wave: waveNumber,
    action,
    sourceServerIds: serverIds,
    actionIds,
    actor,
    comment,
    waitedSince: isoOf(waitedSince),
    at: at.toISOString(),
  });
}

function toLaunchView(launch: Launch): LaunchView {
  const { accountId, region, jobId } = launch;
  return {
    id: launch.id,
    accountId,
    region,
    state: launchState(launch),
    serverCount: launch.serverIds.length,
    jobId,
    jobUrl: jobId === null ? null : drsJobUrl({ accountId, region, jobId }),
    note: launch.note,
    requestedAt: launch.requestedAt.toISOString(),
    endedAt: isoOf(launch.endedAt),
  };
}

function launchState(launch: Launch): LaunchView["state"] {
  if (launch.refusedAt !== null) return "REFUSED";
  if (launch.jobId === null) return "UNRESOLVED";
  return launch.endedAt === null ? "RUNNING" : "ENDED";
}
