import { listWords } from "#components/executions/execution-words.ts";
import { useProfileName } from "#components/health-gates/use-profile-name.ts";
import { formatAccountId, formatNoun, formatPeriod } from "#components/ui/format.ts";
import type { RecoveryPlanView, WaveView } from "#lib/domain/recovery-plan.ts";

/** What will launch, where, and which version of the plan it is. */
export function StartSummary({ plan }: { plan: RecoveryPlanView }) {
  return (
    <>
      <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
        <h3 className="mb-1.5 text-sm">What will launch</h3>
        <table className="w-full border-collapse text-xs/[17px] tabular-nums">
          <tbody>
            {plan.waves.map((wave) => (
              <WaveLine key={wave.number} wave={wave} />
            ))}
          </tbody>
        </table>
      </section>
      <StartPlaces places={plan.places} />
      <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
        <h3 className="mb-1.5 text-sm">Which plan</h3>
        <p className="text-xs/[17px] text-ink-muted">
          Version {plan.version} runs. Later edits to the plan do not reach it.
          {plan.rtoMinutes !== null && ` It is measured against an RTO of ${formatPeriod(plan.rtoMinutes * 60)}.`} DNS
          and traffic are not changed.
        </p>
      </section>
    </>
  );
}

type Place = RecoveryPlanView["places"][number];

export function StartPlaces({ places }: { places: readonly Place[] }) {
  return (
    <section className="px-5 pt-3 pb-3.5 max-sm:px-3">
      <h3 className="mb-1.5 text-sm">Where</h3>
      <ul className="grid gap-1 text-xs/[17px]">
        {places.map((place) => (
          <li key={`${place.accountId}/${place.region}`} className="flex justify-between gap-3">
            <span className="min-w-0">
              {place.accountName}{" "}
              <span className="text-ink-faint tabular-nums">{formatAccountId(place.accountId)}</span>
            </span>
            <span>{place.region}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WaveLine({ wave }: { wave: WaveView }) {
  const profile = useProfileName(wave.healthProfileId);
  const servers = wave.protectionGroups.reduce((sum, group) => sum + group.serverCount, 0);
  return (
    <tr className="border-t border-line align-top first:border-t-0">
      <td className="w-6 py-1 text-ink-faint">{wave.number}</td>
      <th scope="row" className="py-1 pr-2 text-left font-normal wrap-anywhere">
        {wave.name}
        <span className="block text-2xs text-ink-faint">
          {listWords(wave.protectionGroups.map((group) => group.name))}
        </span>
        {profile !== null && <span className="block text-2xs text-ink-faint">healthy by {profile}</span>}
      </th>
      <td className="py-1 text-right whitespace-nowrap">
        {formatNoun(servers, "server")}
        <span className="block text-2xs text-ink-faint">
          {wave.dependsOn.length === 0 ? "at once" : `after ${listWords(wave.dependsOn.map(String), 4)}`}
        </span>
      </td>
    </tr>
  );
}
