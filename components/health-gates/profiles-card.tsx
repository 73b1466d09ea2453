"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { healthProfilesQuery } from "#lib/query/health-profiles.ts";
import { useDenied } from "#lib/query/me.ts";

import { DeleteProfileDialog } from "./delete-profile-dialog.tsx";
import { ProfileRow } from "./profile-row.tsx";

const ProfileDialog = dynamic(() => import("./profile-dialog.tsx").then((module) => module.ProfileDialog));

/** More profiles than these are shown when asked for. */
const SHOWN = 20;

/** Which dialog is open. It keeps the profile as it was opened, whatever is read meanwhile. */
type ProfileAsk = { kind: "new" } | { kind: "edit" | "delete"; profile: HealthProfileView };

/** What makes servers healthy, to be chosen by the waves of plans. */
export function ProfilesCard() {
  const { data, error, refetch } = useQuery(healthProfilesQuery());
  const profiles = data?.items;
  const denied = useDenied("plan:write");
  const [ask, setAsk] = useState<ProfileAsk | null>(null);
  const [isAllShown, setIsAllShown] = useState(false);
  const shown = isAllShown ? profiles : profiles?.slice(0, SHOWN);
  const add = (
    <Button size="sm" icon={<Plus />} disabledReason={denied} onClick={() => setAsk({ kind: "new" })}>
      Add profile
    </Button>
  );
  return (
    <Card id="health-profiles" aria-labelledby="health-profiles-title" className="scroll-mt-16">
      <CardHeader
        id="health-profiles-title"
        title="Health profiles"
        note={profiles !== undefined && profiles.length > 0 && formatNoun(profiles.length, "profile")}
      >
        {profiles !== undefined && profiles.length > 0 && add}
      </CardHeader>
      {error !== null && (
        <div className="p-3">
          <Notice
            family="bad"
            title="Health profiles were not read"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Notice>
        </div>
      )}
      {profiles === undefined && error === null && <Loading />}
      {profiles?.length === 0 && (
        <EmptyState title="EC2 status checks alone" action={add}>
          A health profile says what a launched server must pass beside its EC2 status checks before its wave counts it
          as healthy: an agent that is online, a port that answers, an alarm that is OK. Waves of plans choose one.
        </EmptyState>
      )}
      <ul>
        {shown?.map((profile) => (
          <ProfileRow
            key={profile.id}
            profile={profile}
            denied={denied}
            onEdit={() => setAsk({ kind: "edit", profile })}
          />
        ))}
      </ul>
      {profiles !== undefined && profiles.length > (shown?.length ?? 0) && (
        <CardFooter>
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all {profiles.length}
          </Button>
        </CardFooter>
      )}
      {ask !== null && <AskedDialog ask={ask} onAsk={setAsk} />}
    </Card>
  );
}

function Loading() {
  return (
    <div role="status" className="grid gap-2 px-4 py-3 max-sm:px-3">
      <span className="sr-only">Reading the health profiles</span>
      {[0, 1, 2].map((line) => (
        <span key={line} aria-hidden className="h-4 w-3/4 rounded-sm bg-idle-tint" />
      ))}
    </div>
  );
}

type AskedDialogProps = { ask: ProfileAsk; onAsk: (ask: ProfileAsk | null) => void };

function AskedDialog({ ask, onAsk }: AskedDialogProps) {
  const close = () => onAsk(null);
  switch (ask.kind) {
    case "new":
      return <ProfileDialog profile={null} onClose={close} />;
    case "edit":
      return (
        <ProfileDialog
          profile={ask.profile}
          onClose={close}
          onDelete={() => onAsk({ kind: "delete", profile: ask.profile })}
        />
      );
    case "delete":
      return <DeleteProfileDialog profile={ask.profile} onClose={close} />;
  }
}
