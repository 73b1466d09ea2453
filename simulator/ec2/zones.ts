const ZONES = ["a", "b", "c"];
/** Regions that an account has to opt in to. */
const OPT_IN = new Set(
  `af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ca-west-1 eu-central-2 eu-south-1 eu-south-2
   il-central-1 me-central-1 me-south-1 mx-central-1`.split(/\s+/),
);
const ALWAYS_ON =
  `ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1
   eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/);

/** The Regions of AWS's ordinary partition. */
export const REGIONS: readonly string[] = [...ALWAYS_ON, ...OPT_IN].sort();

export function mustBeOptedIn(region: string): boolean {
  return OPT_IN.has(region);
}

/** The names of a Region's Availability Zones. */
export function zonesOf(region: string): string[] {
  return ZONES.map((letter) => `${region}${letter}`);
}

export function regionOfZone(zone: string): string {
  return zone.slice(0, -1);
}

const DIRECTIONS: Record<string, string> = { northeast: "ne", northwest: "nw", southeast: "se", southwest: "sw" };

/** The same place in every account, such as `usw2-az1`. */
export function zoneIdOf(zone: string): string {
  const [area = "", direction = "", number = ""] = regionOfZone(zone).split("-");
  const short = DIRECTIONS[direction] ?? direction.charAt(0);
  return `${area}${short}${number}-az${ZONES.indexOf(zone.slice(-1)) + 1}`;
}
