import Link from "next/link";

import { ExternalLink } from "#components/ui/external-link.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { ownerWords, waveWaits } from "./server-waits.ts";

type WaitsFor = NonNullable<ExecutionServerView["waitsFor"]>;

/** More of them are told by the servers' own rows. */
const SHOWN = 3;

/** Why one server is not launched yet: another job has it. */
export function ServerWaits({ waitsFor }: { waitsFor: WaitsFor }) {
  const job = (
    <ExternalLink href={waitsFor.jobUrl}>
      <span className="mono">{waitsFor.jobId}</span>
    </ExternalLink>
  );
  return (
    <p className="wrap-anywhere">
      {waitsFor.execution === null ? (
        <>
          It is in DRS job {job} of {waitsFor.isOwn ? "this execution" : "somebody else"}.
        </>
      ) : (
        <>
          <Owner waitsFor={waitsFor} isFirst /> still has it in DRS job {job}.
        </>
      )}{" "}
      It is launched when that job ends.
    </p>
  );
}

/** For whose jobs the servers of a wave wait. */
export function WaveWaits({ wave }: { wave: ExecutionWaveView }) {
  return waveWaits(wave)
    .slice(0, SHOWN)
    .map(({ waitsFor, servers }) => (
      <p key={waitsFor.jobId} className="wrap-anywhere">
        {formatNoun(servers, "server")} {servers === 1 ? "waits" : "wait"} for a DRS job of{" "}
        {waitsFor.execution !== null && <Owner waitsFor={waitsFor} />}
        {waitsFor.execution === null && (waitsFor.isOwn ? "this execution" : "somebody else")}.
      </p>
    ));
}

function Owner({ waitsFor, isFirst = false }: { waitsFor: WaitsFor; isFirst?: boolean }) {
  const words = ownerWords(waitsFor) ?? "";
  return (
    <Link href={`/executions/${waitsFor.execution?.id ?? ""}`}>{isFirst ? words.replace(/^the/, "The") : words}</Link>
  );
}
