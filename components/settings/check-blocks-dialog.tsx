"use client";

import { Save } from "lucide-react";
import { useState } from "react";

import { FormDialog } from "#components/executions/form-dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatAccountId } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { AccountView } from "#lib/domain/account.ts";
import { useSetCheckCidrs } from "#lib/query/accounts.ts";
import { useDenied } from "#lib/query/me.ts";

import { entriesIn, entryProblem } from "./entry-lines.ts";

type CheckBlocksDialogProps = { account: AccountView; onClose: () => void };

export function CheckBlocksDialog({ account, onClose }: CheckBlocksDialogProps) {
  const save = useSetCheckCidrs(account.accountId);
  const denied = useDenied("account:write");
  const [blocks, setBlocks] = useState(account.checkCidrs.join("\n"));
  const [comment, setComment] = useState("");
  const problem = entryProblem(save.error, "checkCidrs");
  function submit(): void {
    const trimmed = comment.trim();
    save.mutate({ checkCidrs: entriesIn(blocks), comment: trimmed === "" ? null : trimmed }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title="Addresses that workers may check"
      button="Save addresses"
      icon={<Save />}
      reason={denied}
      send={problem === undefined ? save : { isPending: save.isPending, error: null }}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-ink-muted">
        In {account.name} <span className="tabular-nums">{formatAccountId(account.accountId)}</span>
      </p>
      <TextField
        label="Address blocks"
        multiline
        rows={4}
        value={blocks}
        onChange={setBlocks}
        error={problem}
        placeholder="10.20.0.0/16"
        hint="One a line. Allow the subnets that servers are launched into, and no more."
        autoFocus
      />
      <Notice family="attn" title="Health profiles reach into these networks">
        Whoever may change health profiles can have workers open any port of launched servers in these blocks. Where a
        drill server has the address of a production server, the network of the worker decides which of them answers.
      </Notice>
      <TextField label="Comment, for the record" value={comment} onChange={setComment} maxLength={2000} />
    </FormDialog>
  );
}
