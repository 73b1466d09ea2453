import type { RtoForecast } from "./running.ts";

export type DeadlineRisk = {
  /** `at-risk`: it is made as likely as not, but not for sure. `will-miss`: it is more likely missed than made. */
  risk: "none" | "at-risk" | "will-miss";
  /** Seconds to spare at the expected end; below zero by how much it is missed. */
  spareSeconds: number;
};

/** Whether an execution under way is about to miss its recovery time target, for whoever warns of it. */
export function deadlineRisk({ willMiss, targetAt }: RtoForecast, expectedEnd: Date): DeadlineRisk {
  const risk = ({ no: "none", maybe: "at-risk", yes: "will-miss" } as const)[willMiss];
  return { risk, spareSeconds: (targetAt.getTime() - expectedEnd.getTime()) / 1000 };
}
