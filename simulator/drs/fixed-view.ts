import { hash } from "../random.ts";
import { toStamp } from "../stamps.ts";
import type { SourceServer } from "./records.ts";

/** What a server's view needs of it and never changes. */
type FixedView = {
  properties: Record<string, unknown>;
  addedToService: string;
  /** Of a server that was replicated ever since: it took a quarter of an hour to begin. */
  firstByte: string;
  /** A number of its own, so that not all agents report at once. */
  salt: number;
};

const known = new WeakMap<SourceServer, FixedView>();

/** Computed once for a record: what it is made of must not be changed in place. */
export function fixedView(server: SourceServer): FixedView {
  const view = known.get(server) ?? describe(server);
  known.set(server, view);
  return view;
}

function describe(server: SourceServer): FixedView {
  return {
    properties: {
      sourceProperties: sourceProperties(server),
      ...(server.originRegion && { sourceCloudProperties: cloudProperties(server) }),
    },
    addedToService: toStamp(server.addedAt),
    firstByte: toStamp(server.addedAt + 900_000),
    salt: hash("heartbeat", server.sourceServerId),
  };
}

function sourceProperties(server: SourceServer): Record<string, unknown> {
  return {
    lastUpdatedDateTime: toStamp(server.addedAt + 3_600_000),
    recommendedInstanceType: server.instanceType,
    identificationHints: {
      hostname: server.hostname,
      fqdn: server.fqdn,
      ...(server.originInstanceId && { awsInstanceID: server.originInstanceId }),
    },
    networkInterfaces: [{ macAddress: server.macAddress, ips: [server.privateIp], isPrimary: true }],
    disks: server.disks,
    cpus: [{ cores: server.cores, modelName: server.cpuModel }],
    ramBytes: server.ramBytes,
    os: { fullString: server.os },
    supportsNitroInstances: true,
    architecture: "x86_64",
  };
}

function cloudProperties(server: SourceServer): Record<string, unknown> {
  return {
    originAccountID: server.originAccountId,
    originRegion: server.originRegion,
    originAvailabilityZone: server.originAvailabilityZone,
  };
}
