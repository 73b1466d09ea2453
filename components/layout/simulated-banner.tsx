import { Tag } from "#components/ui/tag.tsx";

/** Never dismissible: nobody may take what a simulator did for what AWS did. */
export function SimulatedBanner() {
  return (
    <aside
      aria-label="Simulated deployment"
      className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-dashed border-line-strong bg-sunken px-6 py-1 text-xs text-ink-muted max-sm:px-3"
    >
      <Tag outline>SIMULATED</Tag>
      <span>The AWS behind this console is a simulator. Nothing here reaches a real account.</span>
    </aside>
  );
}
