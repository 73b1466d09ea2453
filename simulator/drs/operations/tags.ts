import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-drs";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import type { RegionState } from "../../world.ts";
import { notFound } from "../errors.ts";
import { requireTags } from "../tag-rules.ts";

type Tagged = { tags: Record<string, string> };

const RESOURCE =
  /^arn:aws:drs:([a-z0-9-]+):(\d{12}):(source-server|job|recovery-instance|(?:launch|replication)-configuration-template)\/(.+)$/;

export const listTagsForResource = implement<ListTagsForResourceRequest>(
  "ListTagsForResource",
  (call, { resourceArn }) => ({ tags: findTagged(call, resourceArn).tags }),
);

export const tagResource = implement<TagResourceRequest>("TagResource", (call, { resourceArn, tags }) => {
  const resource = findTagged(call, resourceArn);
  const merged = { ...resource.tags, ...tags };
  requireTags("tags", merged);
  resource.tags = merged;
  call.sim.changed();
});

export const untagResource = implement<UntagResourceRequest>("UntagResource", (call, { resourceArn, tagKeys }) => {
  const resource = findTagged(call, resourceArn);
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key)));
  call.sim.changed();
});

function findTagged({ here }: Call, resourceArn: string): Tagged {
  const [, region, accountId, type, id = ""] = RESOURCE.exec(resourceArn) ?? [];
  const isHere = region === here.region && accountId === here.accountId;
  const resource = isHere ? findById(here, id) : undefined;
  if (!resource) throw notFound(type ?? "Resource", resourceArn);
  return resource;
}

/** The ids of different kinds begin differently. */
function findById({ drs }: RegionState, id: string): Tagged | undefined {
  const instance = drs.recoveryInstances.get(id);
  return (
    drs.sourceServers.get(id) ??
    drs.jobs.get(id) ??
    drs.launchConfigurationTemplates.get(id) ??
    drs.replicationConfigurationTemplates.get(id) ??
    (instance?.isDeleted === true ? undefined : instance)
  );
}
