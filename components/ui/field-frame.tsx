import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";

export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 text-xs text-bad-ink">
      <OctagonX className="mt-px size-3.5 stroke-2" />
      <span>{children}</span>
    </p>
  );
}

/** Ids of what describes a field, for aria-describedby. */
export function describedBy(id: string, parts: { error?: string | undefined; hint?: ReactNode }): string | undefined {
  const ids = [parts.error !== undefined && `${id}-error`, parts.hint !== undefined && `${id}-hint`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}

type FieldFrameProps = {
  id: string;
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  isRequired?: boolean | undefined;
  children: ReactNode;
};

export function FieldFrame({ id, label, error, hint, isRequired = false, children }: FieldFrameProps) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs font-medium">
        {label}
        {!isRequired && <span className="font-normal text-ink-faint"> (optional)</span>}
      </label>
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-ink-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
