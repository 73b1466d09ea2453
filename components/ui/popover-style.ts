/** Look of what opens over the page: lists of a select, a combo box, a menu. */
export const POPOVER =
  "z-(--z-palette) overflow-auto rounded-md bg-raised p-1 shadow-md outline-none min-w-(--trigger-width) max-w-(--popover-width,28rem)";

export const POPOVER_ITEM =
  "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-focused:bg-hover data-selected:font-medium data-disabled:cursor-not-allowed data-disabled:text-ink-faint";
