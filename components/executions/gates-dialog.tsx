"use client";

import { HeartPulse } from "lucide-react";
import type { ReactNode } from "react";

import { EC2_CHECKS, gateWords } from "#components/health-gates/gate-words.ts";
import { GATE_KIND } from "#components/status/gate-kind.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import { Clock } from "#components/ui/time.tsx";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isServerSettled } from "#lib/domain/execution-status.ts";
import { passesStatusChecks } from "#lib/domain/health.ts";
import type { GateState } from "#lib/domain/health-gates/gate-progress.ts";

import { type GateLook, GateStateLabel } from "./gate-state.tsx";
import { useServerNow } from "./server-clock.tsx";
import { gateFinding, gateWaitWords, type ServerGate, serverGates } from "./server-gates.ts";

type GatesDialogProps = { wave: ExecutionWaveView; server: ExecutionServerView; onClose: () => void };

/** Everything that makes one server healthy, and how it stands. What is read meanwhile shows at once. */
export function GatesDialog({ wave, server, onClose }: GatesDialogProps) {
  const now = useServerNow();
  const isSettled = isServerSettled(server.status);
  const waits = gateWaitWords(wave, server, now);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Health of ${server.hostname}`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="px-5 py-3 max-sm:px-3">
        <p className="text-xs text-ink-muted">{profileWords(wave)}</p>
        {waits !== null && <p className="mt-1 font-medium">{waits}</p>}
        <ul aria-label={`What makes ${server.hostname} healthy`} className="mt-2">
          <Row icon={<HeartPulse />} title={EC2_CHECKS} look={ec2Look(server, isSettled)} words={ec2Words(server)} />
          {serverGates(wave, server).map((entry) => (
            <GateRow key={entry.gate.id} entry={entry} isSettled={isSettled} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function profileWords({ health, healthTimeoutMinutes }: ExecutionWaveView): string {
  const limit = `It has ${formatPeriod(healthTimeoutMinutes * 60)} from its launch.`;
  if (health === null) return limit;
  const stable =
    health.stableSeconds === 0 ? "" : `, all of it for ${formatPeriod(health.stableSeconds)} without a break`;
  return `By the profile ${health.name} as it was at the start${stable}. ${limit}`;
}

/** An instance may be gone since: gates are asked only once EC2's checks pass. */
function ec2Look(server: ExecutionServerView, isSettled: boolean): GateLook {
  const wasAsked = server.gates.some(({ checkedAt }) => checkedAt !== null);
  if (passesStatusChecks(server.instance) || (isSettled && wasAsked)) return isSettled ? "PASSED" : "PASSING";
  if (server.instance === null) return "NOT_ASKED";
  return isSettled ? "NOT_PASSED" : "WAITING";
}

function ec2Words({ instance }: ExecutionServerView): string {
  if (instance === null) return "EC2 does not show the instance yet.";
  const { state, systemStatus, instanceStatus } = instance;
  return `EC2 says ${state}, system check ${systemStatus ?? "not known"}, instance check ${instanceStatus ?? "not known"}.`;
}

const SINCE: Record<GateState, string> = { WAITING: "Waiting since", PASSING: "Passes since", PASSED: "Passed at" };
/** Of a server that nobody asks any more. */
const FROM: Record<GateState, string> = { WAITING: "Waited from", PASSING: "Passed from", PASSED: "Passed at" };

function GateRow({ entry, isSettled }: { entry: ServerGate; isSettled: boolean }) {
  const { gate, progress } = entry;
  const { since, checkedAt, state } = progress;
  return (
    <Row
      icon={GATE_KIND[gate.kind].icon}
      title={gateWords(gate)}
      look={gateLook(progress, isSettled)}
      words={gateFinding(entry)}
    >
      {since !== null && (
        <>
          {(isSettled ? FROM : SINCE)[state]} <Clock at={since} seconds />
        </>
      )}
      {checkedAt !== null && checkedAt !== since && (
        <>
          {since !== null && ", "}found <Clock at={checkedAt} seconds />
        </>
      )}
    </Row>
  );
}

function gateLook({ state, checkedAt }: ServerGate["progress"], isSettled: boolean): GateLook {
  if (state !== "WAITING") return isSettled ? "PASSED" : state;
  if (checkedAt === null) return "NOT_ASKED";
  return isSettled ? "NOT_PASSED" : "WAITING";
}

type RowProps = { icon: ReactNode; title: string; look: GateLook; words: string; children?: ReactNode };

function Row({ icon, title, look, words, children }: RowProps) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-2.5 border-t border-line py-2 first:border-t-0">
      <span className="mt-0.5 text-ink-faint [&_.lucide]:size-4">{icon}</span>
      <span className="min-w-0">
        <b className="font-medium wrap-anywhere">{title}</b>
        <span className="block text-xs/[18px] wrap-anywhere text-ink-muted">{words}</span>
        <span className="block text-xs/[18px] text-ink-faint tabular-nums empty:hidden">{children}</span>
      </span>
      <GateStateLabel look={look} />
    </li>
  );
}
