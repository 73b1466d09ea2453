import type { Random } from "./random.ts";

/** A rule for the simulator; `server` is the place of a server in the plan, filled in when the plan is known. */
export type PlannedFault = { name: string; server?: number; rule: object };

/** Each kind of trouble that AWS makes (docs/simulator.md). Those of calls pass by themselves, those of servers are counted. */
type Dish = (random: Random, server: number) => PlannedFault;

const CAPACITY = { kind: "launch-failed", reason: "capacity" };

const OF_SERVERS: readonly [Dish, ...Dish[]] = [
  (random, server) => ofJob("launch-failed once", server, { times: random.int(1, 2), effect: CAPACITY }),
  (_random, server) => ofJob("launch-failed for good", server, { effect: { kind: "launch-failed", reason: "kms" } }),
  (_random, server) => ofJob("snapshot-failed", server, { times: 1, effect: { kind: "snapshot-failed" } }),
  (random, server) => ofJob("conversion-failed", server, { times: 1, effect: conversion(random) }),
  (_random, server) => ofJob("skipped", server, { times: 1, effect: { kind: "skipped" } }),
  (_random, server) => ofJob("previous-snapshot", server, { times: 1, effect: { kind: "previous-snapshot" } }),
  (_random, server) => ofJob("launch-skipped", server, { times: 1, effect: { kind: "launch-skipped" } }),
  (_random, server) => ofJob("cancelled", server, { times: 1, effect: { kind: "cancelled" } }),
  (_random, server) => ofJob("cleanup-failed", server, { times: 1, effect: { kind: "cleanup-failed" } }),
  (random, server) => ofJob("stuck", server, { times: 1, effect: { kind: "stuck", phase: stuckIn(random) } }),
  (random, server) => ofJob("slow", server, { times: 1, effect: { kind: "slow", factor: random.int(2, 6) } }),
  (random, server) => ofJob("settle-late", server, { times: 1, effect: late("settle-late", random) }),
  (_random, server) => ofJob("participants-emptied", server, { times: 1, effect: { kind: "participants-emptied" } }),
  (_random, server) => ofInstance("unhealthy", server, { times: 1, effect: { kind: "unhealthy" } }),
  (_random, server) => ofInstance("never-running", server, { times: 1, effect: { kind: "never-running" } }),
  (random, server) =>
    ofInstance("dies", server, { times: 1, effect: { kind: "dies", afterSeconds: random.int(20, 400) } }),
  (random, server) => ofInstance("visible-late", server, { times: 1, effect: late("visible-late", random) }),
];

const OF_CALLS: readonly [Dish, ...Dish[]] = [
  (random) =>
    lostReply(random, "drs", ["StartRecovery", "StartRecovery", "TerminateRecoveryInstances", "DescribeJobs"]),
  (random) =>
    lostReply(random, "states", ["SendTaskSuccess", "SendTaskHeartbeat", "SendTaskFailure", "GetActivityTask"]),
  (random) => lostReply(random, "states", ["StartExecution", "DescribeExecution"]),
  (random) => lostReply(random, "sts", ["AssumeRole"]),
  (random) => cutOff(random, "drs", ["StartRecovery", "DescribeJobs", "DescribeRecoveryInstances"]),
  (random) => cutOff(random, "states", ["SendTaskSuccess", "GetActivityTask"]),
  (random) => storm(random, { effect: { kind: "throttled", retryAfter: 1 }, probability: 0.7 }),
  (random) => storm(random, { effect: serverError(), probability: 0.4 }),
  (random) => storm(random, { effect: { kind: "latency", seconds: random.int(1, 3) }, probability: 0.3 }),
  (random) => called("slow StartRecovery", { ...startRecovery(random), effect: { kind: "latency", seconds: 2 } }),
  (random) => called("StartRecovery broke", { ...startRecovery(random), effect: serverError() }),
  (random) => called("StartRecovery too late", { ...startRecovery(random), effect: { kind: "latency", seconds: 6 } }),
  (random) => called("StartRecovery before", { ...startRecovery(random), effect: heldUp(random) }),
  (random) => called("quota", { ...startRecovery(random), effect: quotaFull() }),
  (random) => called("conflict", { ...startRecovery(random), effect: conflict() }),
  (random) =>
    called("expired session", { service: "drs", times: random.int(1, 4), effect: { kind: "expired-credentials" } }),
  (random) => called("page token", { service: "drs", times: random.int(1, 2), effect: { kind: "expired-page-token" } }),
  (random) =>
    called("foreign job", { ...startRecovery(random), effect: { kind: "foreign-job", isDrill: random.chance(0.5) } }),
  (random) =>
    called("server deleted", { ...startRecovery(random), nth: random.int(2, 5), effect: { kind: "server-deleted" } }),
  (random) => called("denied", { ...startRecovery(random), effect: { kind: "access-denied" } }),
];

/** None in one run of ten, else one to six at once. */
export function someFaults(random: Random, servers: number): PlannedFault[] {
  if (random.chance(0.1)) return [];
  return Array.from({ length: random.int(1, 6) }, () => {
    const menu = random.chance(0.5) ? OF_SERVERS : OF_CALLS;
    return random.pick(menu)(random, random.int(0, servers - 1));
  });
}

function ofJob(name: string, server: number, rule: object): PlannedFault {
  return { name, server, rule: { service: "drs", ...rule } };
}

function ofInstance(name: string, server: number, rule: object): PlannedFault {
  return { name, server, rule: { service: "ec2", ...rule } };
}

function called(name: string, rule: object): PlannedFault {
  return { name, rule };
}

function lostReply(random: Random, service: string, operations: readonly [string, ...string[]]): PlannedFault {
  const operation = random.pick(operations);
  const rule = { service, operation, nth: random.int(1, 6), times: 1, effect: { kind: "lost-reply" } };
  return called(`lost-reply ${operation}`, rule);
}

function cutOff(random: Random, service: string, operations: readonly [string, ...string[]]): PlannedFault {
  const operation = random.pick(operations);
  return called(`reset ${operation}`, { service, operation, times: random.int(1, 3), effect: { kind: "reset" } });
}

function storm(
  random: Random,
  rule: { effect: { kind: string; [more: string]: unknown }; probability: number },
): PlannedFault {
  const service = random.pick(["drs", "states", "sts", "ec2"]);
  const lasts = { afterSeconds: random.int(0, 6), forSeconds: random.int(2, 6) };
  return called(`${rule.effect.kind} storm on ${service}`, { service, ...rule, ...lasts });
}

function startRecovery(random: Random): object {
  return { service: "drs", operation: "StartRecovery", times: random.int(1, 2) };
}

function heldUp(random: Random): object {
  return { kind: "latency", seconds: random.int(1, 5), when: "before" };
}

function serverError() {
  return { kind: "error", status: 500, code: "InternalServerException", message: "Something broke inside." };
}

function quotaFull() {
  return { kind: "error", status: 402, code: "ServiceQuotaExceededException", message: "Too many jobs." };
}

function conflict() {
  const message = "One or more of the Source Servers included in API call are currently being processed by a Job";
  return { kind: "error", status: 409, code: "ConflictException", message };
}

function conversion(random: Random) {
  const attempts = random.int(2, 3);
  return { kind: "conversion-failed", attempts, recovers: random.chance(0.5) };
}

function late(kind: string, random: Random) {
  return { kind, seconds: random.int(100, 1500) };
}

function stuckIn(random: Random): string {
  return random.pick(["pending", "started", "conversion", "launch"]);
}
