import type { Place, SourceServerFilter } from "#lib/query/source-servers.ts";

export type Shown = "all" | "not-recoverable" | "unassigned";

/** What the list shows, as its address says it, so that a link brings the same list. */
export type ServerListState = {
  search: string;
  shown: Shown;
  accountId: string | null;
  region: string | null;
  /** The server whose details are open. */
  open: string | null;
};

function toShown(value: string | null): Shown {
  return value === "not-recoverable" || value === "unassigned" ? value : "all";
}

export function readState(params: Pick<URLSearchParams, "get">): ServerListState {
  return {
    search: params.get("search") ?? "",
    shown: toShown(params.get("shown")),
    accountId: params.get("accountId"),
    region: params.get("region"),
    open: params.get("server"),
  };
}

/** The address of a list in this state. */
export function addressOf(state: Partial<ServerListState>): string {
  const params = new URLSearchParams();
  const { search = "", shown = "all", accountId = null, region = null, open = null } = state;
  if (search !== "") params.set("search", search);
  if (shown !== "all") params.set("shown", shown);
  if (accountId !== null) params.set("accountId", accountId);
  if (region !== null) params.set("region", region);
  if (open !== null) params.set("server", open);
  const query = params.toString();
  return query === "" ? "/source-servers" : `/source-servers?${query}`;
}

export function toPlace({ accountId, region }: ServerListState): Place {
  return { accountId: accountId ?? undefined, region: region ?? undefined };
}

export function toFilter(state: ServerListState, search: string): SourceServerFilter {
  return {
    ...toPlace(state),
    search: search.trim() === "" ? undefined : search.trim(),
    assigned: state.shown === "unassigned" ? false : undefined,
    recoverable: state.shown === "not-recoverable" ? false : undefined,
  };
}
