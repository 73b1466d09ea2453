import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadModel } from "./model.ts";
import { brokenInputs, smallestSample } from "./test-samples.ts";
import { validate } from "./validate.ts";

const services = readdirSync(new URL("../models", import.meta.url)).flatMap(
  (file) => /^(.+)\.json$/.exec(file)?.[1] ?? [],
);
const operations = services.flatMap((service) => {
  const model = loadModel(service);
  return Object.entries(model.operations).map(([name, { input }]) => ({ title: `${service}:${name}`, model, input }));
});

describe("validation by the model", () => {
  test.each(operations)("lets the smallest input of $title pass", ({ model, input }) => {
    expect(validate(model, input, smallestSample(model, input))).toEqual([]);
  });

  test.each(operations)("names the one member that is wrong in an input of $title", ({ model, input }) => {
    for (const broken of brokenInputs(model, input)) {
      const problems = validate(model, input, broken.input).map((each) => each.name.replaceAll(".member", ""));
      expect(problems, `${broken.member} ${broken.why}`).toEqual([broken.member]);
    }
  });

  const drs = loadModel("drs");
  const use = (shape: string) => ({ shape });

  test.each([
    [
      "JobID",
      "drsjob-1",
      "Value at '' failed to satisfy constraint: Member must have length greater than or equal to 24",
    ],
    [
      "JobID",
      `x${"0".repeat(23)}`,
      "Value at '' failed to satisfy constraint: Member must satisfy regular expression pattern: drsjob-[0-9a-zA-Z]{17}",
    ],
    [
      "PITPolicyRuleUnits",
      "WEEK",
      "Value at '' failed to satisfy constraint: Member must satisfy enum value set: [MINUTE, HOUR, DAY]",
    ],
    [
      "LaunchActionOrder",
      1,
      "Value at '' failed to satisfy constraint: Member must have value greater than or equal to 2",
    ],
    ["TagsMap", { key: 7 }, "Value at 'key.member' failed to satisfy constraint: Member must be a string"],
    ["Boolean", "true", "Value at '' failed to satisfy constraint: Member must be a boolean"],
  ])("says of %s what is wrong with %j", (shape, value, message) => {
    expect(validate(drs, use(shape), value).map((each) => each.message)).toEqual([message]);
  });
});
