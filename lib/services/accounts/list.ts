import type { z } from "zod";

import { listAccountRecords } from "#lib/db/accounts.ts";
import { NameCursor, readCursor, toPage } from "#lib/db/cursor.ts";
import type { AccountView } from "#lib/domain/account.ts";
import { type Page, PageQuery } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { toAccountView } from "./view.ts";

export const AccountQuery = PageQuery.strict();

/** Accounts by name, with how the inventory of each Region stands. */
export async function listAccounts(ctx: Context, query: z.input<typeof AccountQuery> = {}): Promise<Page<AccountView>> {
  requirePermission(ctx, "account:read");
  const { limit, cursor } = AccountQuery.parse(query);
  const accounts = await listAccountRecords(ctx.db, { after: readCursor(NameCursor, cursor), limit });
  const page = toPage(accounts, limit, (account) => [account.nameKey]);
  return { ...page, items: page.items.map(toAccountView) };
}
