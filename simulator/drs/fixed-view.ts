import { toStamp } from "../stamps.ts";
import type { SourceServer } from "./records.ts";

const known = new WeakMap<SourceServer, Record<string, unknown>>();

/** The part of a server's view that stays as it is as long as its record is the same object. */
export function fixedView(server: SourceServer): Record<string, unknown> {
  const view = known.get(server) ?? describe(server);
  known.set(server, view);
  return view;
}

function describe(server: SourceServer): Record<string, unknown> {
  return {
    sourceProperties: sourceProperties(server),
    ...(server.originRegion && { sourceCloudProperties: cloudProperties(server) }),
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
