"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Age } from "#components/ui/time.tsx";
import type { HealthProfileInput, HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { healthProfileQuery, useSaveHealthProfile } from "#lib/query/health-profiles.ts";

import { profileParts } from "./gate-words.ts";

type SavedMeanwhileProps = {
  id: string;
  mine: HealthProfileInput;
  /** What mine still lacks, in a sentence. */
  whyNot: string | undefined;
  onLoad: (newest: HealthProfileView) => void;
  onSaved: () => void;
};

/** Somebody saved the profile while it was being edited: what it says now, and both ways on. Nothing typed is lost. */
export function SavedMeanwhile({ id, ...props }: SavedMeanwhileProps) {
  const { data, error, refetch } = useQuery({ ...healthProfileQuery(id), staleTime: 0 });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, [data]);
  return (
    <div ref={place}>
      <Notice family="bad" title="Not saved: somebody saved this profile meanwhile">
        <p>What you typed is still here. Loading the saved one drops it.</p>
        {error !== null && <FieldError>The saved one was not read: {error.message}</FieldError>}
        {data !== undefined && <Newest {...props} newest={data} onRefused={() => void refetch()} />}
      </Notice>
    </div>
  );
}

type NewestProps = Omit<SavedMeanwhileProps, "id"> & { newest: HealthProfileView; onRefused: () => void };

function Newest({ newest, mine, whyNot, onLoad, onSaved, onRefused }: NewestProps) {
  const save = useSaveHealthProfile(newest);
  return (
    <>
      <p className="mt-1 wrap-anywhere">
        {newest.name}, saved <Age at={newest.updatedAt} />: {profileParts(newest).join(" · ")}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onLoad(newest)}>
          Load the saved one
        </Button>
        <Button
          size="sm"
          pending={save.isPending}
          disabledReason={whyNot}
          onClick={() => save.mutate(mine, { onSuccess: onSaved, onError: onRefused })}
        >
          Save mine over it
        </Button>
      </div>
      {save.error !== null && <FieldError>Not saved: {save.error.message}</FieldError>}
    </>
  );
}
