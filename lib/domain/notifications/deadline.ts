/** Of the recovery time target, how much may be used before people are told. */
const RISK_SHARE = 0.8;

export type Deadline = { rtoMinutes: number | null; incidentAt: Date | null; createdAt: Date; endedAt: Date | null };

/** Whether an execution that has not ended has used four fifths of its recovery time target, counted from the incident. */
export function isDeadlineAtRisk({ rtoMinutes, incidentAt, createdAt, endedAt }: Deadline, now: Date): boolean {
  if (rtoMinutes === null || endedAt !== null) return false;
  const usedMs = now.getTime() - (incidentAt ?? createdAt).getTime();
  return usedMs >= rtoMinutes * 60_000 * RISK_SHARE;
}
