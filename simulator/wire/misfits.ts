import { elementOf, membersOf, shapeOf, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";
import { validate } from "./validate.ts";

/** What the live services return although their models forbid it. */
const SEEN_ON_THE_LIVE_SERVICE: Record<string, RegExp> = {
  ISO8601DatetimeString: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/,
  JobLogEvent: /^LAUNCH_END$/,
  EbsVolumeID: /^vol-[0-9a-f]{17}$/,
  CloudWatchLogGroupName: /^.{0,512}$/,
  StringDateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|PT(?:\d+M)?[\d.]+S|$/,
};

/** Where an answer departs from its model: wrong types, missing or unknown members, texts that the model does not allow. */
export function misfits(model: ServiceModel, ref: ShapeRef, output: unknown): string[] {
  const problems = validate(withQuirks(model), ref, output).map((each) => each.message);
  return [...problems, ...unknownMembers(model, ref, { value: output, path: "" })];
}

const relaxed = new WeakMap<ServiceModel, ServiceModel>();

function withQuirks(model: ServiceModel): ServiceModel {
  const known = relaxed.get(model) ?? { ...model, shapes: { ...model.shapes, ...quirksOf(model) } };
  relaxed.set(model, known);
  return known;
}

function quirksOf(model: ServiceModel): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(SEEN_ON_THE_LIVE_SERVICE).flatMap(([name, seen]) => {
      const shape = model.shapes[name];
      if (!shape) return [];
      const modelled = shape.pattern ?? shape.enum?.join("|") ?? "";
      return [[name, { type: "string", pattern: `${modelled}|${seen.source.slice(1, -1)}` } satisfies Shape]];
    }),
  );
}

function unknownMembers(model: ServiceModel, ref: ShapeRef, at: { value: unknown; path: string }): string[] {
  const shape = shapeOf(model, ref);
  if (typeof at.value !== "object" || at.value === null) return [];
  if (shape.type === "structure") {
    const members = new Map(membersOf(shape));
    return Object.entries(at.value).flatMap(([name, value]) => {
      const member = members.get(name);
      const path = `${at.path}.${name}`;
      if (value === undefined) return [];
      return member ? unknownMembers(model, member, { value, path }) : [`Value at '${path}' is not in the model`];
    });
  }
  if (shape.type !== "list" && shape.type !== "map") return [];
  return Object.entries(at.value).flatMap(([key, value]) =>
    unknownMembers(model, elementOf(shape), { value, path: `${at.path}.${key}` }),
  );
}
