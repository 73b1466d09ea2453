"use client";

import { type SyntheticEvent, useId, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatAccountId } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { AccountView } from "#lib/domain/account.ts";
import { useSetDrillNetwork } from "#lib/query/accounts.ts";

import { entriesIn, entryProblem } from "./entry-lines.ts";

type DrillNetworkDialogProps = { account: AccountView; entry: AccountView["regions"][number]; onClose: () => void };

export function DrillNetworkDialog({ account, entry, onClose }: DrillNetworkDialogProps) {
  const formId = useId();
  const save = useSetDrillNetwork({ accountId: account.accountId, region: entry.region });
  const [subnets, setSubnets] = useState(entry.drillNetwork?.subnetIds.join("\n") ?? "");
  const [groups, setGroups] = useState(entry.drillNetwork?.securityGroupIds.join("\n") ?? "");
  const [isolationRequired, setIsolationRequired] = useState(entry.drillNetwork?.isolationRequired ?? false);
  const [comment, setComment] = useState("");
  const problems = {
    subnets: entryProblem(save.error, "subnetIds"),
    groups: entryProblem(save.error, "securityGroupIds"),
  };
  const isPlaced = problems.subnets !== undefined || problems.groups !== undefined;
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (save.isPending) return;
    const network = { subnetIds: entriesIn(subnets), securityGroupIds: entriesIn(groups), isolationRequired };
    save.mutate({ ...network, comment: comment.trim() === "" ? null : comment }, { onSuccess: onClose });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Drill network of ${entry.region}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Save drill network
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-3 p-5 max-sm:p-3">
        <p className="text-ink-muted">
          In {account.name} <span className="tabular-nums">{formatAccountId(account.accountId)}</span>
        </p>
        {save.error !== null && !isPlaced && (
          <Notice family="bad" title="Not saved">
            {save.error.message}
          </Notice>
        )}
        <TextField
          label="Subnets"
          multiline
          rows={3}
          value={subnets}
          onChange={setSubnets}
          error={problems.subnets}
          placeholder="subnet-0123456789abcdef0"
          hint="One id a line. A route out of them to production is found and told."
          autoFocus
        />
        <TextField
          label="Security groups"
          multiline
          rows={3}
          value={groups}
          onChange={setGroups}
          error={problems.groups}
          placeholder="sg-0123456789abcdef0"
          hint="A server is isolated only when all its groups are among these."
        />
        <div>
          <Checkbox label="Drills must be isolated" isSelected={isolationRequired} onChange={setIsolationRequired} />
          <p className="text-xs text-ink-muted">
            {isolationRequired
              ? "A drill that would land elsewhere, or nobody knows where, is refused. Recoveries are never held up by this."
              : "A drill that would land elsewhere starts, with a warning until its plan accepts it."}
          </p>
        </div>
        <TextField label="Comment, for the record" value={comment} onChange={setComment} maxLength={2000} />
      </form>
    </Dialog>
  );
}
