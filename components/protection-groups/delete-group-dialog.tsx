"use client";

import { useRouter } from "next/navigation";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";
import { useDeleteProtectionGroup } from "#lib/query/protection-groups.ts";

import { InTheWay } from "./in-the-way.tsx";

type DeleteGroupDialogProps = { group: ProtectionGroupSummary; onClose: () => void };

export function DeleteGroupDialog({ group, onClose }: DeleteGroupDialogProps) {
  const router = useRouter();
  const remove = useDeleteProtectionGroup();
  const servers = formatNoun(group.serverCount, "server");
  function confirm(): void {
    remove.mutate(group.id, { onSuccess: () => router.push("/protection-groups") });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${group.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="danger" pending={remove.isPending} onClick={confirm}>
            Delete group
          </Button>
        </>
      }
    >
      <div className="grid gap-3 p-5 text-md">
        <p>
          {servers} {group.serverCount === 1 ? "is" : "are"} in no group afterwards, and free for another one. No plan
          recovers {group.serverCount === 1 ? "it" : "them"} until then.
        </p>
        <p className="text-ink-muted">
          Nothing changes in AWS: replication goes on and instances stay. Past executions keep what they ran.
        </p>
        {remove.error !== null && <InTheWay error={remove.error} />}
      </div>
    </Dialog>
  );
}
