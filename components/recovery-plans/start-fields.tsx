import { TextField } from "#components/ui/field.tsx";
import { formatAge, formatClock, formatDate } from "#components/ui/format.ts";

import type { IncidentTime } from "./incident-time.ts";

type StartFieldsProps = {
  isDrill: boolean;
  comment: string;
  setComment: (comment: string) => void;
  incident: string;
  setIncident: (incident: string) => void;
  incidentTime: IncidentTime;
  now: number;
};

export function StartFields(props: StartFieldsProps) {
  const { isDrill, comment, setComment, incident, setIncident, incidentTime, now } = props;
  return (
    <section aria-label="For the record" className="grid gap-3 px-5 py-3 max-sm:px-3 sm:grid-cols-2">
      {!isDrill && (
        <TextField
          label="Incident declared, UTC"
          value={incident}
          onChange={setIncident}
          placeholder="03:02"
          error={
            incidentTime.kind === "unreadable" ? "A time that has passed, like 03:02 or 2026-11-24 03:02." : undefined
          }
          hint={
            incidentTime.kind === "at"
              ? `${formatDate(incidentTime.at)} ${formatClock(incidentTime.at, { seconds: true })} UTC, ${formatAge(incidentTime.at, now)}`
              : "The recovery time is counted from here, else from the start."
          }
        />
      )}
      <div className={isDrill ? "sm:col-span-2" : ""}>
        <TextField
          label="Comment, for the record"
          value={comment}
          onChange={setComment}
          maxLength={2000}
          placeholder={isDrill ? "Quarterly drill" : "What happened"}
        />
      </div>
    </section>
  );
}
