"use client";

import { useState } from "react";

import { keyOf } from "#components/recovery-plans/held-servers.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

export type Selection = ReturnType<typeof useSelection>;

/** Servers that were ticked, as they were seen then; a filter that hides them does not untick them. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, SourceServerView>>(new Map());
  function choose(servers: readonly SourceServerView[], isChosen: boolean): void {
    setChosen((before) => {
      const next = new Map(before);
      for (const server of servers) {
        if (isChosen) next.set(keyOf(server), server);
        else next.delete(keyOf(server));
      }
      return next;
    });
  }
  return {
    count: chosen.size,
    servers: [...chosen.values()],
    has: (server: SourceServerView) => chosen.has(keyOf(server)),
    choose,
    toggle: (server: SourceServerView) => choose([server], !chosen.has(keyOf(server))),
    clear: () => setChosen(new Map()),
  };
}
