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
function loadDecisionCards() {
  return import("./decision-card.tsx").then((file) => file.DecisionCards);
}
function loadTaskCards() {
  return import("./task-cards.tsx").then((file) => file.TaskCards);
}
function loadEngineCard() {
  return import("./engine-card.tsx").then((file) => file.EngineCard);
}
function loadActionRuns() {
  return import("./action-runs.tsx").then((file) => file.ActionRuns);
}
function loadJobLog() {
  return import("./job-log.tsx").then((file) => file.JobLog);
}

export const ExecutionDialogs = dynamic(loadDialogs);
export const OutcomeFacts = dynamic(loadOutcomeFacts);
export const OutcomeServers = dynamic(loadOutcomeServers);
export const ComparisonCard = dynamic(loadComparison);
export const EndedRail = dynamic(loadEndedRail);
export const DecisionCards = dynamic(loadDecisionCards);
export const TaskCards = dynamic(loadTaskCards);
export const EngineCard = dynamic(loadEngineCard);
export const ActionRuns = dynamic(loadActionRuns);
export const JobLog = dynamic(loadJobLog);

const LOADS = [
  loadDecisionCards,
  loadTaskCards,
  loadActionRuns,
  loadDialogs,
  loadEngineCard,
  loadOutcomeFacts,
  loadOutcomeServers,
  loadComparison,
  loadEndedRail,
  loadJobLog,
];

/**
 * Fetches what the page needs only later as soon as it stands, so that a console that is being replaced or cannot be
 * reached meanwhile has it already when somebody has to pause or to look.
 */
export function useLaterParts(): void {
  useEffect(() => {
    void Promise.allSettled(LOADS.map((load) => load()));
  }, []);
}
