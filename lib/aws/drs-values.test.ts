import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { allPages, inBatches, type PageRequest, toDate, toSeconds } from "./drs-values.ts";

describe("a stamp", () => {
  test.each([
    ["2022-12-07T19:15:38.846723+00:00", "2022-12-07T19:15:38.846Z"],
    ["2022-12-07T19:15:38+00:00", "2022-12-07T19:15:38.000Z"],
    ["2022-12-07T19:15:38.846Z", "2022-12-07T19:15:38.846Z"],
    ["2022-12-07T19:15:38Z", "2022-12-07T19:15:38.000Z"],
    ["2022-12-07T21:15:38.000001+02:00", "2022-12-07T19:15:38.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(toDate(text)?.toISOString()).toBe(iso);
  });

  test.each([undefined, "", "soon", "2022-13-07T19:15:38Z", "2022-12-07T25:15:38Z"])("%s is none", (text) => {
    expect(toDate(text)).toBeNull();
  });
});

describe("a duration", () => {
  test.each([
    ["P0D", 0],
    ["PT0S", 0],
    ["PT5M30S", 330],
    ["P2DT1H32M12.136909S", 178_332],
    ["PT0.4S", 0],
    ["PT0.5S", 1],
    ["PT36H", 129_600],
    ["P30D", 2_592_000],
  ])("%s is %i seconds", (text, seconds) => {
    expect(toSeconds(text)).toBe(seconds);
  });

  test.each(["-P1D", "-PT0.136909S", "-P0D"])("%s lies before now, so there is no lag", (text) => {
    expect(toSeconds(text)).toBe(0);
  });

  test.each([
    undefined,
    "",
    "0",
    "5 minutes",
    "PD",
    "PTS",
    "P1Y",
    "P1M",
    "P1W",
    "T5M",
    "p1d",
    "PT5M ",
    "PT1,5S",
    "PT-5S",
  ])("%s is unknown, never zero", (text) => {
    expect(toSeconds(text)).toBeNull();
  });

  test("is the sum of its parts", () => {
    const parts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99));
    fc.assert(
      fc.property(parts, ([days, hours, minutes, seconds]) => {
        const total = days * 86_400 + hours * 3600 + minutes * 60 + seconds;
        expect(toSeconds(`P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(total);
      }),
    );
  });
});

describe("a paged list", () => {
  test("is read to its end, every page after the token of the one before", async () => {
    const asked: PageRequest[] = [];
    const pages = [{ items: [1, 2], nextToken: "a" }, { nextToken: "b" }, { items: [3], nextToken: "" }];
    const items = await allPages<number>((page) => {
      asked.push(page);
      return Promise.resolve(pages[asked.length - 1] ?? {});
    });
    expect(items).toEqual([1, 2, 3]);
    expect(asked).toEqual([
      { maxResults: 200 },
      { maxResults: 200, nextToken: "a" },
      { maxResults: 200, nextToken: "b" },
    ]);
  });

  test("is empty when AWS leaves the items out", async () => {
    expect(await allPages(() => Promise.resolve({}))).toEqual([]);
  });

  test("is not given in part when a page fails", async () => {
    let calls = 0;
    const read = allPages(() => {
      calls += 1;
      return calls === 1 ? Promise.resolve({ items: [1], nextToken: "a" }) : Promise.reject(new Error("throttled"));
    });
    await expect(read).rejects.toThrow("throttled");
  });
});

test("batches hold everything once, in order, and none is empty or too large", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (items, size) => {
      const batches = inBatches(items, size);
      expect(batches.flat()).toEqual(items);
      expect(batches.every((batch) => batch.length > 0 && batch.length <= size)).toBe(true);
      expect(batches).toHaveLength(Math.ceil(items.length / size));
    }),
  );
});
