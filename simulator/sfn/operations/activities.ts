import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { sfnError } from "../errors.ts";
import { name, pageSize, paging, resourceArn } from "../model.ts";
import type { Activity } from "../records.ts";

/** Idempotent by name. */
export const createActivity = operation({
  name: "CreateActivity",
  input: z.object({ name }),
  run: ({ sim, here }, input) => {
    const activityArn = `arn:aws:states:${here.region}:${here.accountId}:activity:${input.name}`;
    const activity = here.sfn.activities.get(activityArn) ?? { activityArn, name: input.name, createdAt: wallNow() };
    here.sfn.activities.set(activityArn, activity);
    sim.changed();
    return { activityArn, creationDate: activity.createdAt / 1000 };
  },
});

export const describeActivity = operation({
  name: "DescribeActivity",
  input: z.object({ activityArn: resourceArn }),
  run: ({ here }, { activityArn }) => {
    const activity = here.sfn.activities.get(activityArn);
    if (!activity) throw sfnError("ActivityDoesNotExist", `Activity Does Not Exist: '${activityArn}'`);
    return toActivity(activity);
  },
});

export const deleteActivity = operation({
  name: "DeleteActivity",
  input: z.object({ activityArn: resourceArn }),
  run: ({ sim, here }, { activityArn }) => {
    here.sfn.activities.delete(activityArn);
    sim.changed();
    return {};
  },
});

export const listActivities = operation({
  name: "ListActivities",
  input: z.object(paging),
  run: ({ here }, { maxResults, nextToken }) => {
    const request = { maxResults: pageSize(maxResults), nextToken };
    const { items, ...next } = cutPage([...here.sfn.activities.values()], request, {
      keyOf: (each) => each.activityArn,
      scope: "ListActivities",
      defaultSize: 100,
      largestSize: 1000,
    });
    return { activities: items.map(toActivity), ...next };
  },
});

function toActivity({ activityArn, name: activityName, createdAt }: Activity): Record<string, unknown> {
  return { activityArn, name: activityName, creationDate: createdAt / 1000 };
}
