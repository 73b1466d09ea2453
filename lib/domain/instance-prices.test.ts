import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { costSoFar, instancePricePerHour, volumePricePerHour } from "./instance-prices.ts";

// Amazon EC2 on-demand, us-east-1, Linux.
test.each([
  ["t3.nano", 0.0052],
  ["t3.micro", 0.0104],
  ["t3.medium", 0.0416],
  ["m5.large", 0.096],
  ["m5.xlarge", 0.192],
  ["m5.24xlarge", 4.608],
  ["c5.4xlarge", 0.68],
  ["r5.2xlarge", 0.504],
])("an hour of %s costs %f US dollars", (type, price) => {
  expect(instancePricePerHour(type)).toBeCloseTo(price, 3);
});

test.each(["x1e.32xlarge", "m5.metal", "m5.0xlarge", "m5", "large", "", "toString.large", "m5.constructor"])(
  "of %j no price is known",
  (type) => {
    expect(instancePricePerHour(type)).toBeNull();
  },
);

test("100 GiB of gp3 cost 8 US dollars a month", () => {
  expect((volumePricePerHour("gp3", 100) ?? 0) * 730).toBeCloseTo(8, 0);
  expect(volumePricePerHour("io2", 100)).toBeNull();
});

describe("what has come together", () => {
  const now = new Date("2026-11-24T12:00:00Z");

  test("is the price times the hours", () => {
    expect(costSoFar(0.096, new Date("2026-11-24T02:00:00Z"), now)).toBe(0.96);
  });

  test("is not known without a price or a beginning, and is never less than nothing", () => {
    expect(costSoFar(null, now, now)).toBeNull();
    expect(costSoFar(1, null, now)).toBeNull();
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.date({ noInvalidDate: true }), (price, since) => {
        expect(costSoFar(price, since, now)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
