import { z } from "zod";
import { operation, type Call } from "../../operation.ts";
import { parseArn } from "../arn.ts";
import { resourceNotFound, sfnError } from "../errors.ts";
import { resourceArn, tagList } from "../model.ts";

const MOST_TAGS = 50;

export const tagResource = operation({
  name: "TagResource",
  input: z.object({ resourceArn, tags: tagList }),
  run: (call, input) => {
    requireTaggable(call, input.resourceArn);
    setTags(call, input.resourceArn, input.tags);
    call.sim.changed();
    return {};
  },
});

export const untagResource = operation({
  name: "UntagResource",
  input: z.object({ resourceArn, tagKeys: z.array(z.string().min(1).max(128)) }),
  run: (call, input) => {
    requireTaggable(call, input.resourceArn);
    const tags = call.here.sfn.tags.get(input.resourceArn);
    for (const key of input.tagKeys) tags?.delete(key);
    call.sim.changed();
    return {};
  },
});

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  input: z.object({ resourceArn }),
  run: (call, input) => {
    requireTaggable(call, input.resourceArn);
    const tags = call.here.sfn.tags.get(input.resourceArn) ?? new Map<string, string>();
    return { tags: [...tags].map(([key, value]) => ({ key, value })) };
  },
});

/** Adds tags to a resource or overwrites those with the same keys. Throws TooManyTags. */
export function setTags({ here }: Call, arn: string, tags: readonly { key: string; value: string }[]): void {
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
