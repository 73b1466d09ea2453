"use client";

import { useState } from "react";

import { listWords } from "#components/executions/execution-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import { fieldKey } from "./draft-problems.ts";
import { OptionalServerList } from "./optional-server-list.tsx";
import { PanelSection } from "./panel-section.tsx";
import { useGroupServers } from "./use-group-servers.ts";
import type { WavePartProps } from "./wave-failure-policy.tsx";
import { waveFacts } from "./wave-facts.ts";

const LIST_ID = "optional-servers";

/** Which servers of the wave may fail without failing it. Their names are read when somebody wants to see them. */
export function WaveOptionalServers({ editor, problems, isReadOnly, wave, groups }: WavePartProps) {
  const [isOpen, setIsOpen] = useState(false);
  const optional = new Set(wave.optionalServerIds);
  const read = useGroupServers(wave.protectionGroupIds, isOpen || optional.size > 0);
  const total = read.isComplete ? read.servers.length : waveFacts(wave, groups).servers;
  const error = problems.get(fieldKey(wave.key, "optionalServerIds"));
  const known = new Set(read.servers.map((server) => server.sourceServerId));
  const left = read.isComplete ? wave.optionalServerIds.filter((id) => !known.has(id)) : [];
  const inWave = optional.size - left.length;
  function save(ids: Iterable<string>): void {
    editor.editWave(wave.key, { optionalServerIds: [...ids] });
  }
  return (
    <PanelSection
      title="Servers that may fail"
      note={
        total > 0 && (
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={isOpen}
            aria-controls={isOpen ? LIST_ID : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? "Close list" : isReadOnly ? "Show servers" : "Choose servers"}
          </Button>
        )
      }
    >
      <p className="text-xs text-ink-muted">
        <span className="font-medium text-ink tabular-nums" role="status">
          {Math.max(0, total - inWave)} critical, {inWave} optional.
        </span>{" "}
        {meaning(total, optionalNames(read.servers, optional))}
      </p>
      {isOpen && (
        <div id={LIST_ID}>
          <OptionalServerList
            read={read}
            optional={optional}
            isReadOnly={isReadOnly}
            onChange={(ids, isOptional) =>
              save(isOptional ? new Set([...optional, ...ids]) : optional.difference(new Set(ids)))
            }
          />
        </div>
      )}
      {left.length > 0 && (
        <div className="flex items-center gap-2 text-xs text-attn-ink">
          <span className="flex-1">
            {formatNoun(left.length, "optional server")} {left.length === 1 ? "is" : "are"} no longer in these groups.
          </span>
          {!isReadOnly && (
            <Button size="sm" onClick={() => save(optional.difference(new Set(left)))}>
              Remove
            </Button>
          )}
        </div>
      )}
      {error !== undefined && <FieldError>{error}</FieldError>}
    </PanelSection>
  );
}

function optionalNames(servers: readonly SourceServerView[], optional: ReadonlySet<string>): string[] {
  return servers.filter((server) => optional.has(server.sourceServerId)).map((server) => server.hostname);
}

function meaning(total: number, names: readonly string[]): string {
  if (total === 0) return "Add a protection group first.";
  if (names.length === 0) return "An optional server that fails is told, but does not fail the wave.";
  return `${listWords(names)} may fail without failing the wave.`;
}
