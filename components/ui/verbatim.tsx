import { Clock } from "./time.tsx";

type VerbatimProps = { service: string; operation: string; at: string; text: string };

/** AWS's own words, unchanged, with where and when they were said. */
export function Verbatim({ service, operation, at, text }: VerbatimProps) {
  return (
    <figure className="m-0">
      <blockquote className="mono m-0 rounded-r-sm border-l-3 border-bad bg-sunken px-2.5 py-2 text-xs/[18px] wrap-anywhere whitespace-pre-wrap">
        {text}
      </blockquote>
      <figcaption className="mt-1 text-xs text-ink-muted">
        {service} {operation}, <Clock at={at} seconds />
      </figcaption>
    </figure>
  );
}
