import { expect, test } from "vitest";
import { Queue } from "./queue.ts";

function drain(queue: Queue<number>): number[] {
  const items: number[] = [];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) items.push(item);
  return items;
}

test("a queue gives its items in order, those put in front first", () => {
  const queue = new Queue<number>();
  for (const item of [2, 3]) queue.push(item);
  queue.pushFront(1);
  expect([queue.size, drain(queue), queue.size]).toEqual([3, [1, 2, 3], 0]);
  queue.push(4);
  expect(drain(queue)).toEqual([4]);
});

test.each([
  [0, [1, 2]],
  [1, [0, 2]],
  [2, [0, 1]],
])("item %i of a queue can be taken out wherever it is, once", (taken, rest) => {
  const queue = new Queue<number>();
  const withdraws = [0, 1, 2].map((item) => queue.push(item));
  withdraws[taken]?.();
  withdraws[taken]?.();
  expect([queue.size, drain(queue)]).toEqual([2, rest]);
  withdraws.forEach((withdraw) => withdraw());
  expect(queue.size).toBe(0);
});
