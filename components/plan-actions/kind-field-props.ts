import type { SourceServerView } from "#lib/domain/source-server.ts";
import type { ActionKind } from "#lib/domain/actions/action-kind.ts";

import type { DraftOf } from "./draft-action.ts";

/** What the fields of a kind are given. */
export type KindFieldsProps<Kind extends ActionKind> = {
  action: DraftOf<Kind>;
  isReadOnly: boolean;
  /** What is wrong with what was typed in a field. */
  error: (field: string) => string | undefined;
  onChange: (patch: Partial<DraftOf<Kind>>) => void;
  servers: readonly SourceServerView[];
};
