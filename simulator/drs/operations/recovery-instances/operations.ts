import { deleteRecoveryInstance } from "./delete-recovery-instance.ts";
import { describeRecoveryInstances } from "./describe-recovery-instances.ts";
import { disconnectRecoveryInstance } from "./disconnect-recovery-instance.ts";

export const recoveryInstanceOperations = [
  ...[describeRecoveryInstances, disconnectRecoveryInstance, deleteRecoveryInstance],
];
