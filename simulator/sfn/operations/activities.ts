import type {
  CreateActivityInput,
  DeleteActivityInput,
  DescribeActivityInput,
  ListActivitiesInput,
} from "@aws-sdk/client-sfn";
import { wallNow } from "../../clock.ts";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { parseArn } from "../arn.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { requireValidName } from "../names.ts";
import type { Activity } from "../records.ts";
import { requireTags, setTags } from "./tags.ts";

/** Idempotent by name; the tags of a repeated creation do not count. */
export const createActivity = implement<CreateActivityInput>("CreateActivity", (call, input) => {
  const { sim, here } = call;
  const tags = requireTags(input.tags);
  requireValidName(input.name);
  const activityArn = `arn:aws:states:${here.region}:${here.accountId}:activity:${input.name}`;
  const known = here.sfn.activities.get(activityArn);
  if (!known && tags.length > 0) setTags(call, activityArn, tags);
  const activity = known ?? { activityArn, name: input.name, createdAt: wallNow() };
  here.sfn.activities.set(activityArn, activity);
  sim.changed();
  return { activityArn, creationDate: new Date(activity.createdAt) };
});

export const describeActivity = implement<DescribeActivityInput>("DescribeActivity", (call, { activityArn }) =>
  toActivity(requireActivity(call, activityArn)),
);

export const deleteActivity = implement<DeleteActivityInput>("DeleteActivity", ({ sim, here }, { activityArn }) => {
  parseArn(activityArn, "activity");
  here.sfn.activities.delete(activityArn);
  here.sfn.tags.delete(activityArn);
  sim.changed();
});

export const listActivities = implement<ListActivitiesInput>("ListActivities", (call, request) => {
  const { here } = call;
  const { page, next } = cutList([...here.sfn.activities.values()], request, {
    call,
    keyOf: (each) => each.activityArn,
    scope: "ListActivities",
  });
  return { activities: page.map(toActivity), ...next };
});

/** Throws InvalidArn or ActivityDoesNotExist. */
export function requireActivity({ here }: Call, activityArn: string): Activity {
  parseArn(activityArn, "activity");
  const activity = here.sfn.activities.get(activityArn);
  if (!activity) throw sfnError("ActivityDoesNotExist", `Activity Does Not Exist: '${activityArn}'`);
  return activity;
}

function toActivity({ activityArn, name, createdAt }: Activity) {
  return { activityArn, name, creationDate: new Date(createdAt) };
}
