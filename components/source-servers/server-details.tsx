"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";

import { ModeChip } from "#components/status/mode.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ExternalIconLink, ExternalLink } from "#components/ui/external-link.tsx";
import { formatAccountId, formatPeriod } from "#components/ui/format.ts";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Age, Clock } from "#components/ui/time.tsx";
import { ec2InstanceUrl, sourceServerUrl } from "#lib/domain/console-links.ts";
import type { LiveInstance, SourceServerView } from "#lib/domain/source-server.ts";

import { explainCause, explainServer } from "./server-explained.ts";

const NARROW = "(max-width: 1100px)";

function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b border-line px-5 pt-3 pb-3.5 last:border-b-0">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <h3>{title}</h3>
        {note !== undefined && <span className="text-xs text-ink-muted">{note}</span>}
      </div>
      {children}
    </section>
  );
}

function StateNotice({ server }: { server: SourceServerView }) {
  const { family, title, meaning } = explainServer(server);
  const cause = server.replicationError;
  const help = cause === null ? null : explainCause(cause);
  return (
    <Notice family={family} title={title}>
      {meaning}
      {help !== null && ` ${help}`}
      {cause !== null && (
        <span className="mt-1 block text-ink-muted">
          DRS says <span className="mono text-ink">{cause}</span>
        </span>
      )}
    </Notice>
  );
}

function Replication({ server }: { server: SourceServerView }) {
  return (
    <KeyValues
      items={[
        { key: "Lag", value: server.lagSeconds === null ? null : formatPeriod(server.lagSeconds) },
        { key: "Agent last seen", value: server.lastSeenAt === null ? null : <Age at={server.lastSeenAt} /> },
        { key: "Source Region", value: server.sourceRegion },
        {
          key: "DRS job now",
          value: server.activeJobId === null ? null : <span className="mono">{server.activeJobId}</span>,
        },
        { key: "Read from AWS", value: <Age at={server.syncedAt} /> },
      ]}
    />
  );
}

function Machine({ server }: { server: SourceServerView }) {
  const addresses = server.ipAddresses;
  return (
    <KeyValues
      items={[
        { key: "System", value: server.os },
        { key: "Would launch as", value: server.recommendedInstanceType },
        {
          key: addresses.length === 1 ? "Address" : "Addresses",
          value: addresses.length === 0 ? null : <span className="mono">{addresses.join(", ")}</span>,
        },
        { key: "Account", value: server.accountName },
        { key: "Account id", value: formatAccountId(server.accountId) },
        { key: "Region", value: server.region },
      ]}
    />
  );
}

function Instance({ instance, region, accountId }: { instance: LiveInstance; region: string; accountId: string }) {
  const url = ec2InstanceUrl({ accountId, region, instanceId: instance.recoveryInstanceId });
  return (
    <li className="flex items-center gap-2 text-xs/[24px]">
      <ModeChip type={instance.isDrill ? "DRILL" : "RECOVERY"} />
      <span className="mono truncated">
        <ExternalLink href={url}>{instance.recoveryInstanceId}</ExternalLink>
      </span>
      <span className="ml-auto text-ink-muted">{instance.state.toLowerCase()}</span>
    </li>
  );
}

function Instances({ server }: { server: SourceServerView }) {
  const hasRecovery = server.liveInstances.some((instance) => !instance.isDrill);
  return (
    <>
      <ul>
        {server.liveInstances.map((instance) => (
          <Instance key={instance.recoveryInstanceId} instance={instance} {...server} />
        ))}
      </ul>
      <p className="mt-1 text-xs text-ink-muted">
        {hasRecovery
          ? "A drill of this server is refused while its recovery instance exists: DRS would terminate it."
          : "The next launch of this server replaces it."}
      </p>
    </>
  );
}

function Tags({ tags }: { tags: Record<string, string> }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {Object.entries(tags).map(([name, value]) => (
        <li key={name} className="max-w-full">
          <Tag>
            <span className="truncate">
              {name}={value}
            </span>
          </Tag>
        </li>
      ))}
    </ul>
  );
}

function DetailsHead({ server, onClose }: { server: SourceServerView; onClose: () => void }) {
  return (
    <div className="sticky top-0 z-1 flex items-start gap-1 border-b border-line bg-surface py-3 pr-2 pl-5">
      <div className="min-w-0 flex-1">
        <h2 id="server-details-name" className="truncate text-lg">
          {server.hostname}
        </h2>
        <p className="mono text-2xs text-ink-faint">{server.sourceServerId}</p>
      </div>
      <CopyButton text={server.sourceServerId} what="id" />
      <ExternalIconLink href={sourceServerUrl(server)} label="Open in the AWS console" />
      <Button variant="ghost" size="sm" icon={<X />} aria-label="Close" onClick={onClose} />
    </div>
  );
}

export function ServerDetails({ server, onClose }: { server: SourceServerView; onClose: () => void }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (window.matchMedia(NARROW).matches) panel.current?.focus();
  }, []);
  const tagCount = Object.keys(server.tags).length;
  return (
    <aside
      ref={panel}
      id="server-details"
      tabIndex={-1}
      aria-labelledby="server-details-name"
      className="w-[432px] shrink-0 overflow-auto border-l border-line-strong bg-surface outline-none max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-(--z-panel) max-lg:shadow-lg max-sm:w-full"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <DetailsHead server={server} onClose={onClose} />
      <div className="border-b border-line px-5 py-3">
        <StateNotice server={server} />
      </div>
      <Section
        title="Replication"
        note={
          <>
            inventory of <Clock at={server.syncedAt} seconds />
          </>
        }
      >
        <Replication server={server} />
      </Section>
      <Section title="Where it belongs">
        {server.protectionGroup === null ? (
          <p className="text-xs/[18px] text-ink-muted">
            In no protection group: no plan recovers it. <Link href={newGroupAddress(server)}>New group with it</Link>
          </p>
        ) : (
          <p className="text-xs/[18px]">
            <Link href={`/protection-groups/${server.protectionGroup.id}`}>{server.protectionGroup.name}</Link>
            <span className="text-ink-muted">, chosen by hand</span>
          </p>
        )}
      </Section>
      {server.liveInstances.length > 0 && (
        <Section title="Instances that exist now">
          <Instances server={server} />
        </Section>
      )}
      <Section title="Machine">
        <Machine server={server} />
      </Section>
      {tagCount > 0 && (
        <Section title="Tags">
          <Tags tags={server.tags} />
        </Section>
      )}
    </aside>
  );
}

function newGroupAddress({ accountId, region, sourceServerId }: SourceServerView): string {
  return `/protection-groups/new?${new URLSearchParams({ accountId, region, server: sourceServerId }).toString()}`;
}
