import { hash } from "../random.ts";
import type { RegionState } from "../world.ts";
import { blockOf, toAddress, toNumber } from "./cidr.ts";
import { refused } from "./errors.ts";
import { stateAt } from "./instance-state.ts";
import type { Subnet } from "./network-records.ts";

/** AWS keeps the first four addresses of a subnet and its last. */
const RESERVED_FIRST = 4;
const RESERVED = RESERVED_FIRST + 1;

type UsedAddresses = ReadonlyMap<string, ReadonlySet<string>>;

/** The addresses that instances hold at a simulated moment, by subnet. A terminated instance has given its address back. */
export function usedAddresses(here: RegionState, at: number): UsedAddresses {
  const used = new Map<string, Set<string>>();
  for (const instance of here.ec2.instances.values()) {
    const state = stateAt(instance, at);
    if (state === undefined || state === "terminated") continue;
    const inSubnet = used.get(instance.subnetId);
    if (inSubnet) inSubnet.add(instance.privateIp);
    else used.set(instance.subnetId, new Set([instance.privateIp]));
  }
  return used;
}

/** AvailableIpAddressCount. */
export function countFree({ subnetId, cidr }: Subnet, used: UsedAddresses): number {
  return blockOf(cidr).size - RESERVED - (used.get(subnetId)?.size ?? 0);
}

/** A free address for an instance. Throws InsufficientFreeAddressesInSubnet when there is none. */
export function handOutAddress(subnet: Subnet, used: UsedAddresses, instanceId: string): string {
  if (countFree(subnet, used) <= 0) {
    throw refused(
      "InsufficientFreeAddressesInSubnet",
      `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
    );
  }
  const { first, size } = blockOf(subnet.cidr);
  const start = hash("address", instanceId);
  for (let tried = 0; ; tried += 1) {
    const address = toAddress(first + RESERVED_FIRST + ((start + tried) % (size - RESERVED)));
    if (used.get(subnet.subnetId)?.has(address) !== true) return address;
  }
}

/** Throws what EC2 throws for an address that a new instance cannot have in the subnet. */
export function requireFreeAddress({ subnetId, cidr }: Subnet, used: UsedAddresses, address: string): void {
  const { first, size } = blockOf(cidr);
  const offset = toNumber(address) - first;
  if (!(offset >= 0 && offset < size)) {
    throw refused("InvalidParameterValue", `Address ${address} does not fall within the subnet's address range`);
  }
  if (offset < RESERVED_FIRST || offset === size - 1) {
    throw refused("InvalidParameterValue", `Address ${address} is in subnet's reserved address range`);
  }
  if (used.get(subnetId)?.has(address) === true)
    throw refused("InvalidIPAddress.InUse", `Address ${address} is in use.`);
}
