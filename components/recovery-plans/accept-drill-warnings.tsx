import { Checkbox } from "#components/ui/checkbox.tsx";

import type { EditorPartProps } from "./wave-table.tsx";

/** A plan whose drills land outside the drill network says so at every start, until somebody accepts it here. */
export function AcceptDrillWarnings({ editor, isReadOnly }: Pick<EditorPartProps, "editor" | "isReadOnly">) {
  const { draft } = editor;
  return (
    <>
      <Checkbox
        label="Accept where its drills land"
        isSelected={draft.acceptsDrillWarnings}
        isDisabled={isReadOnly}
        onChange={(acceptsDrillWarnings) => editor.edit({ ...draft, acceptsDrillWarnings }, "drills")}
      />
      <p className="text-xs text-ink-muted">
        Warnings about servers outside the drill network are then shown as accepted. Where an account requires
        isolation, such a drill is refused all the same.
      </p>
    </>
  );
}
