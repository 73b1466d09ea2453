/**
 * US dollars an hour of the `large` size, Linux, by family; the other sizes are multiples of it.
 * Amazon EC2 on-demand, us-east-1, approximate. Licences, such as Windows, are not in it.
 */
const LARGE_PER_HOUR = new Map<string, number>(
  Object.entries({
    t2: 0.0928,
    t3: 0.0832,
    t3a: 0.0752,
    t4g: 0.0672,
    m4: 0.1,
    m5: 0.096,
    m5a: 0.086,
    m6i: 0.096,
    m6a: 0.0864,
    m6g: 0.077,
    m7i: 0.1008,
    m7g: 0.0816,
    c4: 0.1,
    c5: 0.085,
    c5a: 0.077,
    c6i: 0.085,
    c6a: 0.0765,
    c6g: 0.068,
    c7i: 0.0893,
    c7g: 0.0725,
    r4: 0.133,
    r5: 0.126,
    r5a: 0.113,
    r6i: 0.126,
    r6g: 0.1008,
    r7i: 0.1323,
    r7g: 0.1071,
  }),
);

const SMALL_SIZES = new Map<string, number>(
  Object.entries({
    nano: 1 / 16,
    micro: 1 / 8,
    small: 1 / 4,
    medium: 1 / 2,
    large: 1,
    xlarge: 2,
  }),
);

/** US dollars a GiB and month, by volume type. Amazon EBS, us-east-1, approximate; provisioned IOPS are not in it. */
const GIB_PER_MONTH = new Map<string, number>(Object.entries({ gp3: 0.08, gp2: 0.1 }));

const HOURS_PER_MONTH = 730;
const HOUR_MS = 3_600_000;

/** What an instance of this type costs an hour, in US dollars; null where no price is known. */
export function instancePricePerHour(instanceType: string): number | null {
  const [family = "", size = ""] = instanceType.split(".");
  const large = LARGE_PER_HOUR.get(family);
  const factor = sizeFactor(size);
  return large === undefined || factor === null ? null : rounded(large * factor);
}

function sizeFactor(size: string): number | null {
  const multiple = /^([1-9]\d?)xlarge$/.exec(size)?.[1];
  if (multiple !== undefined) return 2 * Number(multiple);
  return SMALL_SIZES.get(size) ?? null;
}

/** The same of a volume, attached or not. */
export function volumePricePerHour(volumeType: string, sizeGiB: number): number | null {
  const price = GIB_PER_MONTH.get(volumeType);
  return price === undefined ? null : rounded((price * sizeGiB) / HOURS_PER_MONTH);
}

/** What has come together since then, in US dollars; null where the price or the beginning is not known. */
export function costSoFar(perHour: number | null, since: Date | null, now: Date): number | null {
  if (perHour === null || since === null) return null;
  return rounded(perHour * Math.max(0, (now.getTime() - since.getTime()) / HOUR_MS));
}

function rounded(dollars: number): number {
  return Math.round(dollars * 10_000) / 10_000;
}
