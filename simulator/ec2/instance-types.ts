import { hash } from "../random.ts";
import { refused } from "./errors.ts";
import { regionOfZone, zonesOf } from "./zones.ts";

/** What an instance type has; `clock` is in GHz. */
export type InstanceTypeFacts = {
  name: string;
  vcpus: number;
  memoryMiB: number;
  architecture: "x86_64" | "arm64";
  manufacturer: "Intel" | "AMD" | "AWS";
  clock: number;
  isBurstable: boolean;
  /** Whether it is one of the newest, which not every Availability Zone offers yet. */
  isNew: boolean;
};

type Family = Omit<InstanceTypeFacts, "name" | "vcpus" | "memoryMiB"> & { gibPerVcpu: number; sizes: string };

const ORDINARY = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge";
const COMPUTE_5 = "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge";

const FAMILIES: Record<string, Family> = {
  m5: intel(4, 3.1, ORDINARY),
  m6i: intel(4, 3.5, `${ORDINARY} 32xlarge`),
  m6a: { ...intel(4, 3.6, `${ORDINARY} 32xlarge 48xlarge`), manufacturer: "AMD" },
  m6g: graviton(4, "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"),
  m7i: { ...intel(4, 3.2, `${ORDINARY} 48xlarge`), isNew: true },
  m7g: { ...graviton(4, "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"), isNew: true },
  c5: intel(2, 3.4, COMPUTE_5),
  c6i: intel(2, 3.5, `${ORDINARY} 32xlarge`),
  c7i: { ...intel(2, 3.2, `${ORDINARY} 48xlarge`), isNew: true },
  r5: intel(8, 3.1, ORDINARY),
  r6i: intel(8, 3.5, `${ORDINARY} 32xlarge`),
  r7i: { ...intel(8, 3.2, `${ORDINARY} 48xlarge`), isNew: true },
};

const BURSTABLE: [size: string, vcpus: number, gib: number][] = [
  ["nano", 2, 0.5],
  ["micro", 2, 1],
  ["small", 2, 2],
  ["medium", 2, 4],
  ["large", 2, 8],
  ["xlarge", 4, 16],
  ["2xlarge", 8, 32],
];

function intel(gibPerVcpu: number, clock: number, sizes: string): Family {
  return { gibPerVcpu, clock, sizes, architecture: "x86_64", manufacturer: "Intel", isBurstable: false, isNew: false };
}

function graviton(gibPerVcpu: number, sizes: string): Family {
  return { ...intel(gibPerVcpu, 2.5, sizes), architecture: "arm64", manufacturer: "AWS" };
}

const TYPES = new Map(
  [...Object.entries(FAMILIES).flatMap(([name, family]) => typesOf(name, family)), ...burstable()].map((each) => [
    each.name,
    each,
  ]),
);

function typesOf(family: string, { sizes, gibPerVcpu, ...facts }: Family): InstanceTypeFacts[] {
  return sizes.split(" ").map((size) => {
    const vcpus = vcpusOf(size);
    return { ...facts, name: `${family}.${size}`, vcpus, memoryMiB: vcpus * gibPerVcpu * 1024 };
  });
}

function vcpusOf(size: string): number {
  if (size === "medium") return 1;
  if (size === "large") return 2;
  return 4 * (Number.parseInt(size, 10) || 1);
}

function burstable(): InstanceTypeFacts[] {
  const { gibPerVcpu: _, sizes: __, ...facts } = intel(0, 3.1, "");
  return BURSTABLE.map(([size, vcpus, gib]) => ({
    ...facts,
    name: `t3.${size}`,
    vcpus,
    memoryMiB: gib * 1024,
    isBurstable: true,
  }));
}

/** Every instance type that there is here. */
export function allInstanceTypes(): InstanceTypeFacts[] {
  return [...TYPES.values()];
}

export function findInstanceType(name: string): InstanceTypeFacts | undefined {
  return TYPES.get(name);
}

/** Throws InvalidParameterValue for a type that does not exist. */
export function requireInstanceType(name: string): InstanceTypeFacts {
  const type = TYPES.get(name);
  if (type) return type;
  throw refused("InvalidParameterValue", `Invalid value '${name}' for InstanceType.`);
}

/** Whether an Availability Zone has the type: each of the newest families is missing in one zone of a Region. */
export function isOffered({ name, isNew }: InstanceTypeFacts, zone: string): boolean {
  const zones = zonesOf(regionOfZone(zone));
  const without = zones[hash("not offered", name.split(".")[0] ?? "", regionOfZone(zone)) % zones.length];
  return zones.includes(zone) && !(isNew && zone === without);
}

/** Throws Unsupported, naming the zones that have the type. */
export function requireOffered(type: InstanceTypeFacts, zone: string): void {
  if (isOffered(type, zone)) return;
  const others = zonesOf(regionOfZone(zone)).filter((each) => isOffered(type, each));
  throw refused(
    "Unsupported",
    `Your requested instance type (${type.name}) is not supported in your requested Availability Zone (${zone}). ` +
      `Please retry your request by not specifying an Availability Zone or choosing ${others.join(", ")}.`,
  );
}
