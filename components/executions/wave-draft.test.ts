import { expect, test } from "vitest";

import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { changeOf, draftErrors, draftOf } from "./wave-draft.ts";

const SERVER = serverView({ n: 1 });
const WAVES = [
  waveView({ number: 1 }),
  waveView({ number: 2, dependsOn: [1], servers: [SERVER] }),
  waveView({ number: 3, dependsOn: [2] }),
];
const [, wave = waveView()] = WAVES;
const draft = draftOf(wave);

test("an untouched draft changes nothing, also when only the order differs", () => {
  expect(changeOf(draft, wave)).toBeNull();
  const two = waveView({ number: 4, dependsOn: [1, 2] });
  expect(changeOf({ ...draftOf(two), dependsOn: [2, 1] }, two)).toBeNull();
});

test("only what was changed is sent", () => {
  const change = changeOf({ ...draft, name: " Databases ", optionalServerIds: [SERVER.sourceServerId] }, wave);
  expect(change).toEqual({ name: "Databases", optionalServerIds: [SERVER.sourceServerId] });
});

test("a sound draft has no errors", () => {
  expect(draftErrors(draft, wave, WAVES)).toEqual({});
});

test("waves that would wait for each other, and numbers out of range, are said at their fields", () => {
  const errors = draftErrors({ ...draft, dependsOn: [3], passPercent: 0, automaticRetries: 4, name: " " }, wave, WAVES);
  expect(Object.keys(errors).sort()).toEqual(["automaticRetries", "dependsOn", "name", "passPercent"]);
  expect(errors.dependsOn).toMatch(/wait for each other/);
});

test("a cleared number is an error, not a zero", () => {
  expect(draftErrors({ ...draft, healthTimeoutMinutes: null }, wave, WAVES)).toHaveProperty("healthTimeoutMinutes");
});
