import { CircleCheck, CircleDashed, OctagonX } from "lucide-react";

import { formatCount } from "#components/ui/format.ts";
import { Status } from "#components/ui/status.tsx";

type Counts = { serverCount: number; recoverableCount: number };

/** How many of a group's or plan's servers DRS could launch now. */
export function RecoverableCount({ group }: { group: Counts }) {
  const { serverCount, recoverableCount } = group;
  if (serverCount === 0) return <Status family="idle" icon={<CircleDashed />} label="No servers" />;
  const isWhole = recoverableCount === serverCount;
  return (
    <Status
      family={isWhole ? "ok" : "bad"}
      icon={isWhole ? <CircleCheck /> : <OctagonX />}
      label={`${formatCount(recoverableCount)} of ${formatCount(serverCount)} recoverable`}
    />
  );
}
