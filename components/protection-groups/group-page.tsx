"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";

import { CrumbTitle } from "#components/layout/breadcrumb.tsx";
import { PageHeader } from "#components/layout/page-header.tsx";
import { PageBody } from "#components/layout/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatAccountId } from "#components/ui/format.ts";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Age } from "#components/ui/time.tsx";
import type { ProtectionGroupView } from "#lib/domain/protection-group.ts";
import { useDenied } from "#lib/query/me.ts";
import { protectionGroupQuery } from "#lib/query/protection-groups.ts";

import { EditGroup } from "./edit-group.tsx";
import { GroupServers } from "./group-servers.tsx";
import { RecoverableCount } from "./recoverable-count.tsx";

const DeleteGroupDialog = dynamic(() => import("./delete-group-dialog.tsx").then((module) => module.DeleteGroupDialog));

const POLL_MS = 15_000;

function UsedBy({ plans }: { plans: ProtectionGroupView["plans"] }) {
  return (
    <Card>
      <CardHeader title="Used by" />
      {plans.length === 0 ? (
        <p className="px-4 py-3 text-xs/[18px] text-ink-muted">
          No plan yet: nothing recovers these servers. Add the group to a wave of a recovery plan.
        </p>
      ) : (
        <ul>
          {plans.map((plan) => (
            <li key={plan.id} className="border-b border-line px-4 py-2 last:border-b-0">
              <Link href={`/recovery-plans/${plan.id}`}>{plan.name}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function About({ group }: { group: ProtectionGroupView }) {
  return (
    <Card>
      <CardHeader title="About" />
      <div className="px-4 py-3">
        <KeyValues
          items={[
            { key: "Account", value: group.accountName },
            { key: "Account id", value: formatAccountId(group.accountId) },
            { key: "Region", value: group.region },
            { key: "Version", value: group.version },
            { key: "Changed", value: <Age at={group.updatedAt} /> },
            { key: "Created", value: <Age at={group.createdAt} /> },
          ]}
        />
      </div>
    </Card>
  );
}

function GroupContent({ group }: { group: ProtectionGroupView }) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_336px] 2xl:grid-cols-[minmax(0,1fr)_448px]">
      <Card>
        <CardHeader title="Servers" note="Worst first" />
        <GroupServers servers={group.servers} />
      </Card>
      <div className="grid gap-4">
        <UsedBy plans={group.plans} />
        <About group={group} />
      </div>
    </div>
  );
}

type Task = "edit" | "delete" | null;

export function GroupPage({ id }: { id: string }) {
  const { data: group, error, refetch } = useQuery({ ...protectionGroupQuery(id), refetchInterval: POLL_MS });
  const denied = useDenied("group:write");
  const [task, setTask] = useState<Task>(null);
  if (group === undefined) {
    return (
      <PageBody>
        {error !== null && (
          <Notice
            family="bad"
            title="The group was not read"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Notice>
        )}
      </PageBody>
    );
  }
  return (
    <PageBody>
      <CrumbTitle title={group.name} />
      <PageHeader
        title={group.name}
        facts={
          <>
            <RecoverableCount group={group} />
            {group.description !== null && <span className="max-w-[72ch]">{group.description}</span>}
          </>
        }
        actions={
          task !== "edit" && (
            <>
              <Button variant="danger" icon={<Trash2 />} disabledReason={denied} onClick={() => setTask("delete")}>
                Delete…
              </Button>
              <Button icon={<Pencil />} disabledReason={denied} onClick={() => setTask("edit")}>
                Edit
              </Button>
            </>
          )
        }
      />
      {task === "edit" ? <EditGroup group={group} onDone={() => setTask(null)} /> : <GroupContent group={group} />}
      {task === "delete" && <DeleteGroupDialog group={group} onClose={() => setTask(null)} />}
    </PageBody>
  );
}
