"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ApiProblem } from "#lib/query/problem.ts";
import { useDeleteRecoveryPlan } from "#lib/query/recovery-plans.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";

import { StartProblem } from "./start-problem.tsx";

/** What goes with the plan and what stays. */
export function DeletePlanDialog({ plan, onClose }: { plan: RecoveryPlanView; onClose: () => void }) {
  const router = useRouter();
  const remove = useDeleteRecoveryPlan(plan.id);
  const error = remove.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${plan.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="danger"
            icon={<Trash2 />}
            pending={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSuccess: () => router.push("/recovery-plans") })}
          >
            Delete plan
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-5 py-4">
        <ul className="list-disc space-y-1 pl-4">
          <li>
            The plan and its {plan.version === 1 ? "one version" : `${plan.version} versions`} go. This cannot be
            undone.
          </li>
          <li>Its protection groups, their servers and their replication stay as they are.</li>
          <li>Its executions stay in the list, with everything that was recorded.</li>
          <li>It can no longer be drilled or recovered until somebody builds it anew.</li>
        </ul>
        {error instanceof ApiProblem && <StartProblem problem={error} title="Not deleted" />}
      </div>
    </Dialog>
  );
}
