import type { DraftWave } from "#components/recovery-plans/draft.ts";
import type { TemplateData } from "#lib/domain/actions/template-data.ts";

import type { DraftAction } from "./draft-action.ts";

type PreviewParts = {
  plan: string;
  number: number;
  wave: Pick<DraftWave, "name">;
  action: Pick<DraftAction, "modes">;
  /** Those of the wave as the inventory knows them; null while that was not read. */
  servers: readonly { hostname: string; sourceServerId: string }[] | null;
};

/** What templates name, as far as it is known before anything runs. What is not is marked as a preview marks it. */
export function previewData({ plan, number, wave, action, servers }: PreviewParts): TemplateData {
  const unknown = { hostname: "‹hostname›", sourceServerId: "‹sourceServerId›" };
  return {
    execution: { id: "‹execution.id›", type: action.modes.includes("DRILL") ? "DRILL" : "RECOVERY" },
    plan: { name: plan },
    wave: { number, name: wave.name },
    servers: (servers ?? [unknown]).map(({ hostname, sourceServerId }) => {
      return { hostname, sourceServerId, instanceId: null, privateIp: null, publicIp: null };
    }),
    outputs: [],
  };
}
