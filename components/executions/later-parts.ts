"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";

function loadDialogs() {
  return import("./execution-dialogs.tsx").then((file) => file.ExecutionDialogs);
}
function loadOutcomeFacts() {
  return import("#components/outcome/outcome-facts.tsx").then((file) => file.OutcomeFacts);
}
function loadOutcomeServers() {
  return import("#components/outcome/outcome-servers.tsx").then((file) => file.OutcomeServers);
}
function loadComparison() {
  return import("#components/outcome/comparison-card.tsx").then((file) => file.ComparisonCard);
}
function loadEndedRail() {
  return import("./ended-rail.tsx").then((file) => file.EndedRail);
}
function loadJobLog() {
  return import("./job-log.tsx").then((file) => file.JobLog);
}

export const ExecutionDialogs = dynamic(loadDialogs);
export const OutcomeFacts = dynamic(loadOutcomeFacts);
export const OutcomeServers = dynamic(loadOutcomeServers);
export const ComparisonCard = dynamic(loadComparison);
export const EndedRail = dynamic(loadEndedRail);
export const JobLog = dynamic(loadJobLog);

/**
 * Fetches what the page needs only later as soon as it stands, so that a console that is being replaced or cannot be
 * reached meanwhile has it already when somebody has to pause or to look.
 */
export function useLaterParts(): void {
  useEffect(() => {
    void Promise.allSettled(
      [loadDialogs, loadOutcomeFacts, loadOutcomeServers, loadComparison, loadEndedRail, loadJobLog].map((load) =>
        load(),
      ),
    );
  }, []);
}
