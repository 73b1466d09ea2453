import type { Transaction } from "./context.ts";

export type AuditEntry = {
  /** verb of the thing, `protection-group.create` */
  action: string;
  entity: { kind: string; id: string; name: string };
  comment?: string | null;
  detail?: Record<string, unknown>;
};

/** Who did what, in the transaction that does it: both are true or neither. */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.db.auditEvent.create({
    data: {
      at: tx.now(),
      actorKind: tx.actor.kind,
      actorId: tx.actor.id,
      actor: tx.actor.name,
      action: entry.action,
      entityKind: entry.entity.kind,
      entityId: entry.entity.id,
      entityName: entry.entity.name,
      comment: entry.comment ?? null,
      detail: JSON.parse(JSON.stringify(entry.detail ?? {})) as object,
    },
  });
}

/** For what a machine notices again and again: recorded the first time only. */
export async function recordAuditOnce(tx: Transaction, entry: AuditEntry): Promise<void> {
  const { action, entity } = entry;
  const known = await tx.db.auditEvent.count({ where: { action, entityKind: entity.kind, entityId: entity.id } });
  if (known === 0) await recordAudit(tx, entry);
}
