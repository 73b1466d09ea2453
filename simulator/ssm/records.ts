export type Platform = "Linux" | "Windows";
export type DocumentStep = { name: string; action: string };

/** A document that commands or automations run. `createdAt` is wall-clock milliseconds. */
export type SsmDocument = {
  name: string;
  documentType: "Command" | "Automation";
  owner: string;
  platforms: Platform[];
  parameters: string[];
  createdAt: number;
  steps: DocumentStep[];
};

/** How an invocation will turn out when nothing comes between; `code` is the exit code. */
export type InvocationEnd = {
  status:
    "Success" | "Failed" | "ExecutionTimedOut" | "DeliveryTimedOut" | "Cancelled" | "Undeliverable" | "Terminated";
  code: number;
  standardOutput: string;
  standardError: string;
};

/** A command on one instance. Moments are simulated milliseconds. */
export type Invocation = {
  instanceId: string;
  instanceName: string;
  isWindows: boolean;
  deliveredAt: number;
  endsAt: number;
  end: InvocationEnd;
  cancelledAt: number | null;
};

/** A command that was sent. `requestedAt` is simulated milliseconds. */
export type Command = {
  commandId: string;
  documentName: string;
  documentVersion: string;
  comment: string;
  parameters: Record<string, string[]>;
  instanceIds: string[];
  targets: { key: string; values: string[] }[];
  requestedAt: number;
  timeoutSeconds: number;
  maxConcurrency: string;
  maxErrors: string;
  invocations: Invocation[];
};

/** A step as it is planned: it takes `seconds` from when the one before has ended. */
export type PlannedStep = { name: string; action: string; seconds: number; waitsForApproval: boolean };

/** Who decided over an automation that waited, or stopped it, and when (simulated milliseconds). */
export type Signal = { at: number; type: "Approve" | "Reject" | "Stop" | "Cancel" };

/** A run of an automation document. Moments are simulated milliseconds. */
export type Automation = {
  executionId: string;
  documentName: string;
  documentVersion: string;
  parameters: Record<string, string[]>;
  tags: Record<string, string>;
  clientToken: string | null;
  executedBy: string;
  startedAt: number;
  steps: PlannedStep[];
  end: {
    status: "Success" | "Failed" | "TimedOut" | "Cancelled";
    outputs: Record<string, string[]>;
    failureMessage: string;
  };
  signals: Signal[];
};

/** What SSM keeps in one account and Region. */
export type SsmState = {
  idsIssued: number;
  /** Documents of the account, besides AWS's own. */
  documents: Map<string, SsmDocument>;
  commands: Map<string, Command>;
  automations: Map<string, Automation>;
};

export function emptySsm(): SsmState {
  return { idsIssued: 0, documents: new Map(), commands: new Map(), automations: new Map() };
}
