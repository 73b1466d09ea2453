import { type OutcomeReport, type ServerOutcome, serversOf } from "./outcome-report.ts";

type Cell = string | number | boolean | Date | null;

const COLUMNS: readonly (readonly [title: string, cell: (server: ServerOutcome) => Cell])[] = [
  ["wave", ({ waveNumber }) => waveNumber],
  ["wave_name", ({ waveName }) => waveName],
  ["hostname", ({ hostname }) => hostname],
  ["source_server_id", ({ sourceServerId }) => sourceServerId],
  ["critical", ({ isCritical }) => isCritical],
  ["result", ({ result }) => result],
  ["rto_seconds", (server) => server.rtoSeconds],
  ["rpo_seconds", (server) => server.rpoSeconds],
  ["launched_at", ({ launchedAt }) => launchedAt],
  ["healthy_at", ({ healthyAt }) => healthyAt],
  ["snapshot_at", ({ snapshotAt }) => snapshotAt],
  ["used_previous_snapshot", ({ usedPreviousSnapshot }) => usedPreviousSnapshot],
  ["skipped_by", ({ skipped }) => skipped?.by ?? null],
  ["skip_reason", ({ skipped }) => skipped?.reason ?? null],
  ["error", ({ error }) => error],
];

/** The servers of a report as CSV (RFC 4180) with a header, one record a server; seconds, and times in UTC. */
export function outcomeCsv(report: OutcomeReport): string {
  return csvOf([
    COLUMNS.map(([title]) => title),
    ...serversOf(report).map((server) => COLUMNS.map(([, cell]) => cell(server))),
  ]);
}

/** Records as CSV (RFC 4180); text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvOf(records: readonly (readonly Cell[])[]): string {
  return records.map((cells) => `${cells.map(field).join(",")}\r\n`).join("");
}

const FORMULA = /^[=+\-@\t\r]/;

function field(cell: Cell): string {
  const text = textOf(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== "string") return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
