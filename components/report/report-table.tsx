import type { ReactNode } from "react";

/** Heads that begin with `#` stand over numbers. On paper the heads come again on every page. */
export function ReportTable({ heads, children }: { heads: readonly string[]; children: ReactNode }) {
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label="Table, scrolls sideways where it is wide">
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head.startsWith("#") ? "number" : undefined}>
                {head.replace(/^#/, "")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
