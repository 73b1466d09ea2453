import type {
  ListTagsForResourceInput,
  Tag as ModelTag,
  TagResourceInput,
  UntagResourceInput,
} from "@aws-sdk/client-sfn";
import { InvalidInput } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { fieldProblem } from "../../wire/validate.ts";
import { parseArn } from "../arn.ts";
import { resourceNotFound, sfnError } from "../errors.ts";

type Tag = { key: string; value: string };

const MOST_TAGS = 50;

export const tagResource = implement<TagResourceInput>("TagResource", (call, input) => {
  requireTaggable(call, input.resourceArn);
  setTags(call, input.resourceArn, requireTags(input.tags));
  call.sim.changed();
});

export const untagResource = implement<UntagResourceInput>("UntagResource", (call, input) => {
  requireTaggable(call, input.resourceArn);
  const tags = call.here.sfn.tags.get(input.resourceArn);
  for (const key of input.tagKeys) tags?.delete(key);
  call.sim.changed();
});

export const listTagsForResource = implement<ListTagsForResourceInput>("ListTagsForResource", (call, input) => {
  requireTaggable(call, input.resourceArn);
  const tags = call.here.sfn.tags.get(input.resourceArn) ?? new Map<string, string>();
  return { tags: [...tags].map(([key, value]) => ({ key, value })) };
});

/** The model lets a tag lack its key or its value; the service does not. Throws InvalidInput. */
export function requireTags(tags: readonly ModelTag[] = []): Tag[] {
  return tags.map(({ key, value }, index) => {
    if (key !== undefined && value !== undefined) return { key, value };
    const path = ["tags", index + 1, "member", key === undefined ? "key" : "value"];
    throw new InvalidInput([fieldProblem(path, "Member must not be null")]);
  });
}

/** Adds tags to a resource or overwrites those with the same keys. Throws TooManyTags. */
export function setTags({ here }: Call, arn: string, tags: readonly Tag[]): void {
  const merged = new Map([...(here.sfn.tags.get(arn) ?? []), ...tags.map(({ key, value }) => [key, value] as const)]);
  if (merged.size > MOST_TAGS) {
    throw sfnError("TooManyTags", `Too many tags: a resource has at most ${MOST_TAGS}`, { resourceName: arn });
  }
  here.sfn.tags.set(arn, merged);
}

function requireTaggable({ here }: Call, arn: string): void {
  parseArn(arn, "stateMachine", "activity");
  if (!here.sfn.stateMachines.has(arn) && !here.sfn.activities.has(arn)) throw resourceNotFound(arn);
}
