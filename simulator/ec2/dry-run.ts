import { AwsError } from "../aws-error.ts";
import type { Implementation } from "../wire/operation.ts";

/** Ends a request that only asks whether it would succeed; call it when everything else was checked. Throws DryRunOperation. */
export function endDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun !== true) return;
  throw new AwsError({ status: 412, code: "DryRunOperation" }, "Request would have succeeded, but DryRun flag is set.");
}

/** A reading operation, which has nothing to check before its dry run ends. */
export function readOperation({ name, run }: Implementation): Implementation {
  return {
    name,
    run: (call, input) => {
      endDryRun(input);
      return run(call, input);
    },
  };
}
