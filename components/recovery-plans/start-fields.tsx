import { TextField } from "#components/ui/field.tsx";
import { formatAge, formatClock, formatDate } from "#components/ui/format.ts";

import { CleanupField } from "./cleanup-field.tsx";
import type { StartForm } from "./use-start-form.ts";

/** What a start puts on record: when the incident was declared, and why. */
export function StartFields({ form }: { form: StartForm }) {
  const { isDrill, comment, incident, incidentTime, now } = form;
  return (
    <section aria-label="For the record" className="grid gap-3 px-5 py-3 max-sm:px-3 sm:grid-cols-2">
      {!isDrill && (
        <TextField
          label="Incident declared, UTC"
          value={incident}
          onChange={form.setIncident}
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
          onChange={form.setComment}
          maxLength={2000}
          placeholder={isDrill ? "Quarterly drill" : "What happened"}
        />
      </div>
    </section>
  );
}

/** When the drill's instances are terminated. A recovery keeps its instances. */
export function StartCleanup({ form, instances }: { form: StartForm; instances: number }) {
  return (
    <section aria-labelledby="start-cleanup-title" className="grid gap-2 px-5 py-3 max-sm:px-3">
      <h3 id="start-cleanup-title" className="text-sm">
        Clean up
      </h3>
      <CleanupField choice={form.cleanup} onChange={form.setCleanup} instances={instances} byHand="I will do it" />
    </section>
  );
}
