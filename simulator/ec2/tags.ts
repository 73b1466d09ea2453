import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { refused } from "./errors.ts";

export type Tags = Record<string, string>;

const MOST_TAGS = 50;

export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function fromTagList(tags: readonly Tag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** The tags that a request wants on new resources of a type. */
export function tagsFor(resourceType: string, specifications: readonly TagSpecification[] | undefined): Tags {
  const own = (specifications ?? []).filter((each) => each.ResourceType === resourceType);
  return fromTagList(own.flatMap((each) => each.Tags ?? []));
}

/** The tags together. Throws what EC2 throws for reserved, overlong and too many tags. */
export function withTags(present: Tags, added: Tags): Tags {
  for (const [key, value] of Object.entries(added)) requireValid(key, value);
  const together = { ...present, ...added };
  if (Object.keys(together).length <= MOST_TAGS) return together;
  throw refused("TagLimitExceeded", `More than ${MOST_TAGS} tags specified`);
}

function requireValid(key: string, value: string): void {
  if (/^aws:/i.test(key)) {
    throw refused(
      "InvalidParameterValue",
      `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
    );
  }
  if (key === "" || key.length > 127) {
    throw refused(
      "InvalidParameterValue",
      `Value ( ${key} ) for parameter key is invalid. Tag keys must be between 1 and 127 characters in length`,
    );
  }
  if (value.length > 256) {
    throw refused(
      "InvalidParameterValue",
      `Value ( ${value} ) for parameter value is invalid. Tag values must be at most 256 characters in length`,
    );
  }
}
