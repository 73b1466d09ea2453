import type { DeleteTagsRequest, Tag } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { endDryRun } from "../dry-run.ts";
import { requireTagged } from "../tagged-resources.ts";
import type { Tags } from "../tags.ts";

/** Without tags all of them go; a tag with a value goes only where it has that value. */
export const deleteTags = implement<DeleteTagsRequest>("DeleteTags", (call, input) => {
  const resources = requireTagged(call, input.Resources);
  endDryRun(input);
  for (const { holder } of resources) holder.tags = without(holder.tags, input.Tags);
  call.sim.changed();
});

function without(tags: Tags, removed: readonly Tag[] | undefined): Tags {
  if (!removed) return {};
  const isRemoved = (key: string, value: string) =>
    removed.some((each) => each.Key === key && (each.Value === undefined || each.Value === value));
  return Object.fromEntries(Object.entries(tags).filter(([key, value]) => !isRemoved(key, value)));
}
