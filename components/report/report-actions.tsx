import type { ActionState } from "#lib/domain/actions/outcome-of-action.ts";
import type { ActionRow } from "#lib/domain/outcome-report/outcome-rows.ts";

import { ReportTable } from "./report-table.tsx";
import { clockTime, lengthBetween } from "./report-words.ts";

const STATE: Record<ActionState, string> = {
  PENDING: "Did not start",
  RUNNING: "Running",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "Timed out",
  CANCELLED: "Cancelled",
  SKIPPED: "Skipped",
  UNKNOWN: "Not known how it ended",
};

/** Nothing at all where the plan has no actions. */
export function ReportActions({ actions }: { actions: readonly ActionRow[] }) {
  if (actions.length === 0) return null;
  return (
    <section>
      <h2>Actions</h2>
      <ReportTable heads={["#Wave", "Action", "When", "Result", "#Tries", "#Started", "#Took", "Words"]}>
        {actions.map((action, index) => (
          <tr key={index}>
            <td className="number">{action.wave}</td>
            <td>
              <b>{action.name}</b>
              <div className="muted">{kindWords(action.kind)}</div>
            </td>
            <td>{action.stage === "BEFORE" ? "Before launch" : "After launch"}</td>
            <td>{action.isAccepted ? `${STATE[action.state]}, accepted` : STATE[action.state]}</td>
            <td className="number">{action.tries}</td>
            <td className="number">{clockTime(action.startedAt)}</td>
            <td className="number">{lengthBetween(action.startedAt, action.endedAt)}</td>
            <td>{action.error ?? "—"}</td>
          </tr>
        ))}
      </ReportTable>
    </section>
  );
}

/** `SSM_COMMAND` → `SSM command`. */
function kindWords(kind: string): string {
  const [first = "", ...rest] = kind.split("_");
  const isName = ["SSM", "HTTP", "TCP"].includes(first);
  return [
    isName ? first : first.charAt(0) + first.slice(1).toLowerCase(),
    ...rest.map((word) => word.toLowerCase()),
  ].join(" ");
}
