import { stateAt } from "../ec2/instance-state.ts";
import type { Ec2Instance } from "../ec2/records.ts";
import { fraction } from "../random.ts";
import type { RegionState } from "../world.ts";

export type PingStatus = "Online" | "ConnectionLost";

/** When the agent of an instance registers, in simulated milliseconds: 20 to 60 seconds after the instance runs. */
export function registeredAt({ runningAt, instanceId }: Ec2Instance): number {
  return runningAt + (20 + 40 * fraction("agent", instanceId)) * 1000;
}

/** What SSM knows of an instance at a simulated moment; undefined when its agent never registered or EC2 forgot it. */
export function pingAt(instance: Ec2Instance, at: number): PingStatus | undefined {
  const since = registeredAt(instance);
  const canRegister = !instance.isUnhealthy && !instance.isAgentSilent;
  const hasRegistered = canRegister && at >= since && stateAt(instance, since) === "running";
  if (!hasRegistered) return undefined;
  const state = stateAt(instance, at);
  if (state === undefined) return undefined;
  return state === "running" ? "Online" : "ConnectionLost";
}

export type ManagedInstance = { instance: Ec2Instance; ping: PingStatus };

/** The instances that SSM knows at a simulated moment. */
export function managedInstances({ ec2 }: RegionState, at: number): ManagedInstance[] {
  return [...ec2.instances.values()].flatMap((instance) => {
    const ping = pingAt(instance, at);
    return ping ? [{ instance, ping }] : [];
  });
}

/** The host name that an instance reports. */
export function computerName({ tags, privateIp }: Ec2Instance): string {
  return tags["Name"] ?? `ip-${privateIp.replaceAll(".", "-")}.ec2.internal`;
}
