"use client";

import { useRouter, useSearchParams } from "next/navigation";

import { PageHeader } from "#components/layout/page-header.tsx";
import { PageBody } from "#components/layout/page.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Region } from "#lib/domain/regions.ts";
import { useDenied } from "#lib/query/me.ts";
import { useCreateProtectionGroup } from "#lib/query/protection-groups.ts";

import { emptyDraft } from "./group-draft.ts";
import { GroupForm } from "./group-form.tsx";
import { toSaveProblem } from "./save-problem.ts";
import { useGroupDraft } from "./use-group-draft.ts";

export function NewGroupPage() {
  const router = useRouter();
  const params = useSearchParams();
  const create = useCreateProtectionGroup();
  const denied = useDenied("group:write");
  const { draft, setDraft, problems, tries, isComplete } = useGroupDraft(
    emptyDraft({
      accountId: params.get("accountId") ?? undefined,
      region: Region.safeParse(params.get("region")).data,
      server: params.get("server") ?? undefined,
    }),
  );
  function save(): void {
    if (denied !== undefined || create.isPending || !isComplete()) return;
    const { name, description, accountId, serverIds } = draft;
    const region = Region.safeParse(draft.region);
    if (accountId === null || !region.success) return;
    create.mutate(
      { name, description, accountId, region: region.data, sourceServerIds: [...serverIds] },
      { onSuccess: (group) => router.push(`/protection-groups/${group.id}`) },
    );
  }
  return (
    <PageBody>
      <PageHeader
        title="New protection group"
        facts={<span>Servers that start together. Waves of a recovery plan are made of groups.</span>}
      />
      <GroupForm
        draft={draft}
        onChange={setDraft}
        missing={problems}
        refused={toSaveProblem(create.error, create.variables?.sourceServerIds ?? [])}
        groupId={null}
        focusOn={`${tries}/${create.submittedAt}/${create.status}`}
        onSubmit={save}
        actions={
          <>
            <ButtonLink href="/protection-groups">Not now</ButtonLink>
            <Button type="submit" variant="primary" pending={create.isPending} disabledReason={denied}>
              Create group
            </Button>
          </>
        }
      />
    </PageBody>
  );
}
