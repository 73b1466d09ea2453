"use client";

import { Dialog } from "#components/ui/dialog.tsx";

import { DESTINATIONS } from "./destinations.ts";

type Shortcut = { keys: readonly string[]; does: string };

const ANYWHERE: readonly Shortcut[] = [
  ...DESTINATIONS.flatMap(({ key, label }) => (key === null ? [] : [{ keys: ["G", key.toUpperCase()], does: label }])),
  { keys: ["/"], does: "Filter the list" },
  { keys: ["?"], does: "This sheet" },
  { keys: ["Esc"], does: "Close, or back to the list" },
];

const IN_A_LIST: readonly Shortcut[] = [
  { keys: ["↑", "↓"], does: "Move between rows" },
  { keys: ["Enter"], does: "Open the row" },
];

const IN_AN_EXECUTION: readonly Shortcut[] = [
  { keys: ["D"], does: "What waits for a decision" },
  { keys: ["N"], does: "Next problem" },
  { keys: ["P"], does: "Pause or resume, asks first" },
  { keys: ["W"], does: "Waves" },
  { keys: ["E"], does: "Events" },
];

function Shortcuts({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-2 text-xs text-ink-muted">{title}</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt>{does}</dt>
            <dd className="flex justify-end gap-1">
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts">
      <div className="grid gap-8 p-5 sm:grid-cols-2">
        <Shortcuts title="Anywhere" shortcuts={ANYWHERE} />
        <div className="grid content-start gap-8">
          <Shortcuts title="In a list" shortcuts={IN_A_LIST} />
          <Shortcuts title="In an execution" shortcuts={IN_AN_EXECUTION} />
        </div>
      </div>
      <p className="border-t border-line px-5 py-3 text-xs text-ink-muted">
        No single key starts, stops or terminates anything.
      </p>
    </Dialog>
  );
}
