import { z } from "zod";
import type { Parameter } from "./scenario.ts";

const accountText = z.string().regex(/^\d{12}$/, "must be an account id of 12 digits");
const regionText = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a Region, such as us-east-1");
const zoneText = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "must be an Availability Zone, such as us-east-1a");

/** The places that a scenario may be limited to; null stands for all. */
export const anyPlace = {
  accountId: {
    schema: accountText.nullable(),
    default: null,
    description: "Only servers that are recovered into this account. Empty: every account.",
  },
  region: {
    schema: regionText.nullable(),
    default: null,
    description: "Only servers that are recovered into this Region. Empty: every Region.",
  },
} satisfies Record<string, Parameter<string | null>>;

export function account(value: string, description: string): Parameter<string> {
  return { schema: accountText, default: value, description };
}

export function region(value: string, description: string): Parameter<string> {
  return { schema: regionText, default: value, description };
}

export function availabilityZone(value: string, description: string): Parameter<string> {
  return { schema: zoneText, default: value, description };
}

export function probability(value: number, description: string): Parameter<number> {
  return { schema: z.number().min(0).max(1), default: value, description };
}

/** Wall-clock seconds. */
export function seconds(value: number, description: string): Parameter<number> {
  return { schema: z.number().min(0).max(86_400), default: value, description };
}

export function count(value: number, largest: number, description: string): Parameter<number> {
  return { schema: z.int().min(1).max(largest), default: value, description };
}

/** The matchers of a rule for a place, of which null is none. */
export function matching({ accountId, region: where }: { accountId: string | null; region: string | null }): {
  accountId?: string;
  region?: string;
} {
  return { ...(accountId !== null && { accountId }), ...(where !== null && { region: where }) };
}
