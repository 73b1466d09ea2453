"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";

import { RecoverabilityLabel } from "#components/status/recoverability.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Status } from "#components/ui/status.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import { DataLoss } from "./data-loss.tsx";
import { shortSystem } from "./short-system.ts";

function GroupCell({ group }: { group: SourceServerView["protectionGroup"] }) {
  if (group === null) return <Status family="attn" icon={<TriangleAlert />} label="None" />;
  return (
    <Link href={`/protection-groups/${group.id}`} className="text-inherit" onClick={(event) => event.stopPropagation()}>
      {group.name}
    </Link>
  );
}

type ServerRowProps = {
  server: SourceServerView;
  index: number;
  isOpen: boolean;
  isSelected: boolean;
  onSelect: (server: SourceServerView) => void;
  onOpen: (sourceServerId: string) => void;
};

export function ServerRow({ server, index, isOpen, isSelected, onSelect, onOpen }: ServerRowProps) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className="cursor-pointer"
      onClick={() => onOpen(server.sourceServerId)}
    >
      <td onClick={(event) => event.stopPropagation()}>
        <Checkbox
          label={`Select ${server.hostname}`}
          hideLabel
          isSelected={isSelected}
          onChange={() => onSelect(server)}
        />
      </td>
      <td className="truncated">
        <button
          type="button"
          data-name
          className="name max-w-full truncate py-0.5 text-left hover:underline"
          aria-expanded={isOpen}
          aria-controls={isOpen ? "server-details" : undefined}
          title={server.hostname}
        >
          {server.hostname}
        </button>
      </td>
      <td>
        <RecoverabilityLabel server={server} />
      </td>
      <td>
        <DataLoss server={server} />
      </td>
      <td className="text-ink-muted max-sm:hidden">
        {server.lastSeenAt === null ? "—" : <Clock at={server.lastSeenAt} />}
      </td>
      <td
        className="truncated text-ink-muted group-data-open/servers:hidden max-sm:hidden"
        title={server.os ?? undefined}
      >
        {server.os === null ? "—" : shortSystem(server.os)}
      </td>
      <td className="truncated text-ink-muted max-sm:hidden">
        {server.accountName} <span className="text-ink-faint">{server.region}</span>
      </td>
      <td className="truncated max-sm:hidden">
        <GroupCell group={server.protectionGroup} />
      </td>
    </tr>
  );
}
