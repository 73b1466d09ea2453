import { useMutation, useQueryClient } from "@tanstack/react-query";

import type { CompleteTaskInput } from "#lib/domain/actions/action-view.ts";
import {
  type ChangeWaveInput,
  type CleanupInput,
  type ControlExecutionInput,
  type DecisionInput,
  type RetryServerInput,
} from "#lib/domain/execution-input.ts";
import { ExecutionView } from "#lib/domain/execution.ts";

import { executionKeys } from "./executions.ts";
import { fetchJson } from "./fetch-json.ts";

export type ExecutionControl = "pause" | "resume" | "cancel" | "revive" | "cleanup/drop";
export type ServerControl = "retry" | "skip";

/** A change of an execution: the answer is the execution as it is now, and replaces what was read before. */
function useExecutionChange<Input>(id: string, path: string, method: "POST" | "PATCH" = "POST") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Input) => fetchJson(ExecutionView, `/api/v1/executions/${id}/${path}`, { method, body }),
    onSuccess: async (execution) => {
      // A look that is under way may have been answered before the change.
      await client.cancelQueries({ queryKey: executionKeys.detail(id) });
      client.setQueryData(executionKeys.detail(id), execution);
      await Promise.all([
        client.invalidateQueries({ queryKey: executionKeys.events(id) }),
        client.invalidateQueries({ queryKey: executionKeys.lists }),
      ]);
    },
  });
}

export function useControlExecution(id: string, control: ExecutionControl) {
  return useExecutionChange<ControlExecutionInput>(id, control);
}

export function useDecideWave(id: string, wave: number) {
  return useExecutionChange<DecisionInput>(id, `waves/${wave}/decision`);
}

export function useChangeWave(id: string, wave: number) {
  return useExecutionChange<ChangeWaveInput>(id, `waves/${wave}`, "PATCH");
}

export function useControlServer(id: string, { sourceServerId, control }: ServerAsk) {
  return useExecutionChange<RetryServerInput>(id, `servers/${sourceServerId}/${control}`);
}

type ServerAsk = { sourceServerId: string; control: ServerControl };

export function useTakeTask(id: string, actionRunId: string) {
  return useExecutionChange<ControlExecutionInput>(id, `actions/${actionRunId}/take`);
}

export function useCompleteTask(id: string, actionRunId: string) {
  return useExecutionChange<CompleteTaskInput>(id, `actions/${actionRunId}/complete`);
}

export function useCleanUpExecution(id: string) {
  return useExecutionChange<CleanupInput>(id, "cleanup");
}
