"use client";

import { CircleCheck, CircleDashed, Lock } from "lucide-react";
import Link from "next/link";

import { DataLoss } from "#components/source-servers/data-loss.tsx";
import { shortSystem } from "#components/source-servers/short-system.ts";
import { RecoverabilityLabel } from "#components/status/recoverability.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Status } from "#components/ui/status.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import type { Choice } from "./server-choice.ts";

function ChoiceLabel({ choice }: { choice: Choice }) {
  switch (choice.kind) {
    case "chosen":
      return <Status family="ok" icon={<CircleCheck />} label="Chosen" />;
    case "free":
      return <Status family="idle" icon={<CircleDashed />} label="Free" />;
    case "taken":
      return (
        <span className="inline-flex max-w-full items-center gap-1">
          <Status family="attn" icon={<Lock />} label="In" />
          <Link href={`/protection-groups/${choice.group.id}`} className="truncated">
            {choice.group.name}
          </Link>
        </span>
      );
  }
}

type PickerRowProps = {
  server: SourceServerView;
  choice: Choice;
  index: number;
  onChoose: (sourceServerId: string, isChosen: boolean) => void;
};

export function PickerRow({ server, choice, index, onChoose }: PickerRowProps) {
  const isTaken = choice.kind === "taken";
  const isChosen = choice.kind === "chosen";
  const name = isTaken ? `${server.hostname}, in the group ${choice.group.name}` : server.hostname;
  return (
    <tr aria-rowindex={index + 2} className={isTaken ? "plain" : undefined}>
      <td className="w-10">
        <Checkbox
          label={`Choose ${name}`}
          hideLabel
          isSelected={isChosen}
          isDisabled={isTaken}
          onChange={(isOn) => onChoose(server.sourceServerId, isOn)}
        />
      </td>
      <td className="truncated" title={`${server.hostname} ${server.sourceServerId}`}>
        <button
          type="button"
          tabIndex={-1}
          disabled={isTaken}
          className={isTaken ? "text-ink-muted" : "name"}
          onClick={() => onChoose(server.sourceServerId, !isChosen)}
        >
          {server.hostname}
        </button>
      </td>
      <td className="truncated">
        <RecoverabilityLabel server={server} />
      </td>
      <td className="max-sm:hidden">
        <DataLoss server={server} />
      </td>
      <td className="truncated text-ink-muted max-sm:hidden">{server.os === null ? "—" : shortSystem(server.os)}</td>
      <td className="truncated">
        <ChoiceLabel choice={choice} />
      </td>
    </tr>
  );
}
