import { describe, expect, test } from "vitest";

import { isRecoverable, Recoverability } from "#lib/domain/source-server.ts";

import { explainServer } from "./server-explained.ts";

const SERVER = {
  replicationError: null,
  lagSeconds: 6720,
  initialSyncPercent: 61.7,
  activeJobId: "drsjob-1",
  protectionGroup: { id: "g", name: "erp-db" },
};

describe("a server's state explained", () => {
  test.each(Recoverability.options)("%s says whether it can be launched", (recoverability) => {
    const { meaning, title } = explainServer({ ...SERVER, recoverability });
    expect(title).not.toBe("");
    expect(meaning.includes("cannot be launched")).toBe(!isRecoverable(recoverability));
  });

  test("a stalled server shows what it would lose", () => {
    expect(explainServer({ ...SERVER, recoverability: "READY_STALLED" }).meaning).toContain("1 h 52 min");
  });

  test("an unknown lag is not shown as none", () => {
    expect(explainServer({ ...SERVER, recoverability: "READY", lagSeconds: null }).meaning).toContain("does not say");
  });

  test("a server that is gone names the group that still holds it", () => {
    expect(explainServer({ ...SERVER, recoverability: "GONE" }).meaning).toContain("erp-db");
  });
});
