"use client";

import { createContext, use } from "react";

import type { ServerControl } from "#lib/query/execution-controls.ts";

/** What a reader wants to do, asked for on the page and answered in a dialog. */
export type ExecutionAsk =
  | { kind: "pause" }
  | { kind: "resume" }
  | { kind: "cancel" }
  | { kind: "clean-up" }
  | { kind: "drop-clean-up" }
  | { kind: "change-wave"; wave: number }
  | { kind: "skip-wave"; wave: number }
  | { kind: "fail-task"; wave: number; actionRunId: string }
  | { kind: "gates"; wave: number; sourceServerId: string }
  | { kind: "server"; control: ServerControl; wave: number; sourceServerId: string };

export type Asks = {
  ask: (ask: ExecutionAsk) => void;
  /** The execution takes orders: it is neither over nor about to be. */
  isOpen: boolean;
  /** Why the reader may not decide how it goes on. */
  denied: string | undefined;
};

export const AsksContext = createContext<Asks>({ ask: () => undefined, isOpen: false, denied: undefined });

export function useAsks(): Asks {
  return use(AsksContext);
}
