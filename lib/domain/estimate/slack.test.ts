import { expect, test } from "vitest";

import { slackOf } from "./slack.ts";

test("a wave may end as much later as nothing behind it notices", () => {
  const waves = [
    { number: 1, dependsOn: [], start: 0, end: 6 },
    { number: 2, dependsOn: [1], start: 6, end: 16 },
    { number: 3, dependsOn: [1], start: 6, end: 13 },
    { number: 4, dependsOn: [2, 3], start: 16, end: 28 },
    { number: 5, dependsOn: [], start: 0, end: 4 },
    { number: 6, dependsOn: [5], start: 4, end: 9 },
  ];
  expect([...slackOf(waves, 28)]).toEqual([
    [1, 0],
    [2, 0],
    [3, 3],
    [4, 0],
    [5, 19],
    [6, 19],
  ]);
});
