import type { ReverseReplicationRequest } from "@aws-sdk/client-drs";
import { stateAt } from "../../../ec2/instance-state.ts";
import type { Call } from "../../../operation.ts";
import { implement } from "../../../wire/operation.ts";
import { regionState, type RegionState } from "../../../world.ts";
import { conflict, fieldInvalid, uninitialized } from "../../errors.ts";
import { drsArn } from "../../ids.ts";
import { requireIdle, requireRoomForServer } from "../../quotas.ts";
import type { RecoveryInstance, SourceServer } from "../../records.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";
import { registerSourceServer } from "../../register-source-server.ts";
import { startReplicating } from "../../replication-life.ts";
import { findServerByArn, requireSourceServer } from "../../source-servers.ts";
import { reversedServer } from "../../reversed-server.ts";

/** Copies a recovery instance to the Region its source came from: back at first, and from there forward again. */
export const reverseReplication = implement<ReverseReplicationRequest>(
  "ReverseReplication",
  (call, { recoveryInstanceID }) => {
    const { sim, here } = call;
    const instance = requireRunning(call, recoveryInstanceID);
    const server = requireSourceServer(here, instance.sourceServerId);
    requireIdle(here, server.sourceServerId);
    const there = originOf(call, server);
    const known = server.reversedServerArn === null ? undefined : findServerByArn(sim.world, server.reversedServerArn);
    const target = reversedServer(call, there, { instance, server, known });
    if (known) requireIdle(there, known.sourceServerId);
    else requireRoomForServer(there);
    connect({ here, server, instance }, { there, target });
    registerSourceServer(there, target, server.originInstanceId);
    startReplicating(sim, there, { sourceServerId: target.sourceServerId });
    return { reversedDirectionSourceServerArn: instance.reversedServerArn };
  },
);

function requireRunning({ sim, here }: Call, id: string): RecoveryInstance {
  const instance = requireRecoveryInstance(here, id);
  const resource = { resourceType: "RecoveryInstance", resourceId: id };
  if (instance.isDisconnected) throw conflict(resource, "The Recovery Instance is disconnected.");
  if (instance.reversedServerArn !== null && findServerByArn(sim.world, instance.reversedServerArn)) {
    throw conflict(resource, "The replication of the Recovery Instance is already reversed.");
  }
  const ec2 = here.ec2.instances.get(id);
  const state = ec2 && stateAt(ec2, sim.clock.now());
  if (state !== "running") throw conflict(resource, "The Recovery Instance is not running.");
  return instance;
}

function originOf({ sim }: Call, { originAccountId, originRegion }: SourceServer): RegionState {
  if (originAccountId === null || originRegion === null) {
    throw fieldInvalid("recoveryInstanceID", "Only Recovery Instances that originate in EC2 can be reversed");
  }
  const there = regionState(sim.world, originAccountId, originRegion);
  if (!there.drs.isInitialized) throw uninitialized(originAccountId);
  return there;
}

type From = { here: RegionState; server: SourceServer; instance: RecoveryInstance };

/** Either server names the other. */
function connect({ here, server, instance }: From, { there, target }: { there: RegionState; target: SourceServer }) {
  const arn = drsArn(there, "source-server", target.sourceServerId);
  instance.reversedServerArn = arn;
  server.reversedServerArn = arn;
  target.reversedServerArn = drsArn(here, "source-server", server.sourceServerId);
}
