import { expect, test } from "vitest";

import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { ordinal, queueWords, waveQueueWords, waveWaits } from "./server-waits.ts";

const SINCE = "2026-11-24T03:00:00.000Z";

test.each([
  [1, "1st"],
  [2, "2nd"],
  [3, "3rd"],
  [4, "4th"],
  [11, "11th"],
  [12, "12th"],
  [23, "23rd"],
  [111, "111th"],
  [121, "121st"],
])("%i is %s", (place, words) => {
  expect(ordinal(place)).toBe(words);
});

test("a queued server says where it stands, any other says nothing", () => {
  const queue = { position: 3, length: 40, since: SINCE };
  expect(queueWords(serverView({ status: "QUEUED", queue }))).toBe("Waiting, 3rd of 40 for DRS in us-west-2");
  expect(queueWords(serverView({ status: "QUEUED", queue: { ...queue, position: 1, length: 1 } }))).toBe(
    "Waiting, next for DRS in us-west-2",
  );
  expect(queueWords(serverView())).toBeNull();
});

test("a wave waits in the queue only while nothing of it is launched", () => {
  const first = serverView({ n: 1, status: "QUEUED", queue: { position: 5, length: 9, since: SINCE } });
  const second = serverView({ n: 2, status: "QUEUED", queue: { position: 4, length: 9, since: SINCE } });
  const launching = serverView({ n: 3, status: "LAUNCHING" });
  const healthy = serverView({ n: 4, status: "HEALTHY" });
  expect(waveQueueWords(waveView({ servers: [first, second, healthy] }))).toBe("In the queue, 4th of 9");
  expect(waveQueueWords(waveView({ servers: [first, second, launching] }))).toBeNull();
  expect(waveQueueWords(waveView({ servers: [healthy] }))).toBeNull();
  expect(waveQueueWords(waveView({ status: "AWAITING_DECISION", servers: [first] }))).toBeNull();
});

test("a server and its wave say for whose job they wait", () => {
  const drill = { id: "drill", name: "Payments", type: "DRILL" } as const;
  const waitsFor = { jobId: "drsjob-1", jobUrl: "https://example.com", isOwn: false, execution: drill };
  const unknown = { ...waitsFor, jobId: "drsjob-2", execution: null };
  const queue = { position: 1, length: 2, since: SINCE };
  const first = serverView({ n: 1, status: "QUEUED", queue, waitsFor });
  const second = serverView({ n: 2, status: "QUEUED", queue, waitsFor });
  const third = serverView({ n: 3, status: "QUEUED", queue, waitsFor: unknown });
  expect(queueWords(first)).toBe("Waiting for the drill Payments");
  expect(queueWords(third)).toBe("Waiting for another DRS job");
  expect(waveQueueWords(waveView({ servers: [first, second] }))).toBe("Waits for a drill");
  expect(waveQueueWords(waveView({ servers: [first, third] }))).toBe("Waits for a DRS job");
  expect(waveQueueWords(waveView({ servers: [first, { ...second, waitsFor: null }] }))).toBe("In the queue, 1st of 2");
  expect(waveWaits(waveView({ servers: [first, second, third] }))).toEqual([
    { waitsFor, servers: 2 },
    { waitsFor: unknown, servers: 1 },
  ]);
});
