import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-drs";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { fieldInvalid, notFound } from "../errors.ts";

const RESOURCE = /^arn:aws:drs:([a-z0-9-]+):(\d{12}):(source-server|job|recovery-instance)\/(.+)$/;

export const listTagsForResource = implement<ListTagsForResourceRequest>(
  "ListTagsForResource",
  (call, { resourceArn }) => ({ tags: findTagged(call, resourceArn).tags }),
);

export const tagResource = implement<TagResourceRequest>("TagResource", (call, { resourceArn, tags }) => {
  const resource = findTagged(call, resourceArn);
  const merged = { ...resource.tags, ...tags };
  if (Object.keys(merged).length > 50) throw fieldInvalid("tags", "A resource can have at most 50 tags");
  resource.tags = merged;
  call.sim.changed();
});

export const untagResource = implement<UntagResourceRequest>("UntagResource", (call, { resourceArn, tagKeys }) => {
  const resource = findTagged(call, resourceArn);
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key)));
  call.sim.changed();
});

function findTagged({ here }: Call, resourceArn: string): { tags: Record<string, string> } {
  const [, region, accountId, type, id = ""] = RESOURCE.exec(resourceArn) ?? [];
  const isHere = region === here.region && accountId === here.accountId;
  const resource = isHere
    ? (here.drs.sourceServers.get(id) ?? here.drs.jobs.get(id) ?? here.drs.recoveryInstances.get(id))
    : undefined;
  if (!resource) throw notFound(type ?? "Resource", resourceArn);
  return resource;
}
