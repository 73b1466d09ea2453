import { z } from "zod";
import { operation, type Call } from "../../operation.ts";
import { fieldInvalid, notFound } from "../errors.ts";
import { arn, tagsMap } from "../model.ts";

const RESOURCE = /^arn:aws:drs:([a-z0-9-]+):(\d{12}):(source-server|job|recovery-instance)\/(.+)$/;

export const listTagsForResource = operation({
  name: "ListTagsForResource",
  input: z.object({ resourceArn: arn }),
  run: (call, { resourceArn }) => ({ tags: findTagged(call, resourceArn).tags }),
});

export const tagResource = operation({
  name: "TagResource",
  input: z.object({ resourceArn: arn, tags: tagsMap }),
  run: (call, { resourceArn, tags }) => {
    const resource = findTagged(call, resourceArn);
    const merged = { ...resource.tags, ...tags };
    if (Object.keys(merged).length > 50) throw fieldInvalid("tags", "A resource can have at most 50 tags");
    resource.tags = merged;
    call.sim.changed();
  },
});

export const untagResource = operation({
  name: "UntagResource",
  input: z.object({ resourceArn: arn, tagKeys: z.array(z.string().max(256)).min(1) }),
  run: (call, { resourceArn, tagKeys }) => {
    const resource = findTagged(call, resourceArn);
    resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key)));
    call.sim.changed();
  },
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
