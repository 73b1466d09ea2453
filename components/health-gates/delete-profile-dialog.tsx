"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";

import { InTheWay } from "#components/protection-groups/in-the-way.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { useDeleteHealthProfile } from "#lib/query/health-profiles.ts";

type DeleteProfileDialogProps = { profile: HealthProfileView; onClose: () => void };

/** A profile goes once no plan has it. */
export function DeleteProfileDialog({ profile, onClose }: DeleteProfileDialogProps) {
  const remove = useDeleteHealthProfile(profile.id);
  const plans = profile.usedBy;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${profile.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="danger"
            icon={<Trash2 />}
            pending={remove.isPending}
            disabledReason={plans.length > 0 ? "Plans have it." : undefined}
            onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
          >
            Delete profile
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-5 py-4 max-sm:px-3">
        {plans.length === 0 ? (
          <p>No plan has it. Executions that were started with it keep what it said. This cannot be undone.</p>
        ) : (
          <>
            <p>
              {formatNoun(plans.length, "plan")} {plans.length === 1 ? "has" : "have"} it. Choose another one there
              first, or EC2 status checks only.
            </p>
            <ul className="list-disc space-y-1 pl-4">
              {plans.map(({ planId, name }) => (
                <li key={planId} className="wrap-anywhere">
                  <Link href={`/recovery-plans/${planId}`}>{name}</Link>
                </li>
              ))}
            </ul>
          </>
        )}
        {remove.error !== null && <InTheWay error={remove.error} />}
      </div>
    </Dialog>
  );
}
