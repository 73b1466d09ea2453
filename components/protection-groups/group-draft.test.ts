import { describe, expect, test } from "vitest";

import { changesBetween, draftOf, emptyDraft, isChanged, moveTo, problemsOf, withServers } from "./group-draft.ts";

const SAVED = {
  name: "erp-db",
  description: null,
  accountId: "481022773906",
  region: "us-west-2",
  sourceServerIds: ["s-1", "s-2"],
};

describe("the draft of a group", () => {
  test("an empty draft says everything that is missing", () => {
    expect(Object.keys(problemsOf(emptyDraft({})))).toEqual(["name", "accountId", "region", "servers"]);
  });

  test("a saved group has no problems and is unchanged", () => {
    expect(problemsOf(draftOf(SAVED))).toEqual({});
    expect(isChanged(draftOf(SAVED), draftOf(SAVED))).toBe(false);
  });

  test("swapping a server for another is a change", () => {
    const swapped = withServers(withServers(draftOf(SAVED), ["s-1"], false), ["s-3"], true);
    expect(isChanged(swapped, draftOf(SAVED))).toBe(true);
  });

  test("another place forgets the servers chosen, the same place keeps them", () => {
    const draft = draftOf(SAVED);
    expect(moveTo(draft, { accountId: SAVED.accountId, region: "eu-west-1" }).serverIds.size).toBe(0);
    expect(moveTo(draft, { accountId: SAVED.accountId, region: SAVED.region }).serverIds.size).toBe(2);
  });

  test("somebody else's changes are told in words", () => {
    const after = { ...SAVED, name: "erp", sourceServerIds: ["s-2", "s-3", "s-4"] };
    expect(changesBetween(SAVED, after)).toBe("renamed it to “erp”, added 2 servers, took out 1 server");
  });
});
