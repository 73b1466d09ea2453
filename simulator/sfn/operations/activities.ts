import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation, type Call } from "../../operation.ts";
import { parseArn } from "../arn.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { name, paging, requireValidName, resourceArn, tagList } from "../model.ts";
import type { Activity } from "../records.ts";
import { setTags } from "./tags.ts";

/** Idempotent by name; the tags of a repeated creation do not count. */
export const createActivity = operation({
  name: "CreateActivity",
  input: z.object({ name, tags: tagList.default([]) }),
  run: (call, input) => {
    const { sim, here } = call;
    requireValidName(input.name);
    const activityArn = `arn:aws:states:${here.region}:${here.accountId}:activity:${input.name}`;
    const known = here.sfn.activities.get(activityArn);
    if (!known && input.tags.length > 0) setTags(call, activityArn, input.tags);
    const activity = known ?? { activityArn, name: input.name, createdAt: wallNow() };
    here.sfn.activities.set(activityArn, activity);
    sim.changed();
    return { activityArn, creationDate: activity.createdAt / 1000 };
  },
});

export const describeActivity = operation({
  name: "DescribeActivity",
  input: z.object({ activityArn: resourceArn }),
  run: (call, { activityArn }) => toActivity(requireActivity(call, activityArn)),
});

export const deleteActivity = operation({
  name: "DeleteActivity",
  input: z.object({ activityArn: resourceArn }),
  run: ({ sim, here }, { activityArn }) => {
    parseArn(activityArn, "activity");
    here.sfn.activities.delete(activityArn);
    here.sfn.tags.delete(activityArn);
    sim.changed();
    return {};
  },
});

export const listActivities = operation({
  name: "ListActivities",
  input: z.object(paging),
  run: (call, request) => {
    const { here } = call;
    const { page, next } = cutList([...here.sfn.activities.values()], request, {
      call,
      keyOf: (each) => each.activityArn,
      scope: "ListActivities",
    });
    return { activities: page.map(toActivity), ...next };
  },
});

/** Throws InvalidArn or ActivityDoesNotExist. */
export function requireActivity({ here }: Call, activityArn: string): Activity {
  parseArn(activityArn, "activity");
  const activity = here.sfn.activities.get(activityArn);
  if (!activity) throw sfnError("ActivityDoesNotExist", `Activity Does Not Exist: '${activityArn}'`);
  return activity;
}

function toActivity({ activityArn, name: activityName, createdAt }: Activity): Record<string, unknown> {
  return { activityArn, name: activityName, creationDate: createdAt / 1000 };
}
