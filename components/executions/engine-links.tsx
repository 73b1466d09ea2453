import { ExternalLink } from "#components/ui/external-link.tsx";
import type { EngineView } from "#lib/domain/execution.ts";

/** Where AWS shows what drives the execution, and what it wrote. */
export function EngineLinks({ engine }: { engine: EngineView }) {
  return (
    <>
      {engine.executionUrl !== null && <ExternalLink href={engine.executionUrl}>Step Functions execution</ExternalLink>}
      {engine.logsUrl !== null && <ExternalLink href={engine.logsUrl}>CloudWatch logs</ExternalLink>}
    </>
  );
}
