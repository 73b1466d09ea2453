import type { CreateTagsRequest } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { requireTagged } from "../tagged-resources.ts";
import { fromTagList, withTags } from "../tags.ts";

/** All or nothing, over resources of any kind. */
export const createTags = implement<CreateTagsRequest>("CreateTags", (call, input) => {
  const added = fromTagList(input.Tags);
  const tagged = requireTagged(call, input.Resources).map(({ holder }) => ({
    holder,
    tags: withTags(holder.tags, added),
  }));
  endDryRun(input);
  for (const { holder, tags } of tagged) holder.tags = tags;
  call.sim.changed();
});
