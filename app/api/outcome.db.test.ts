import { afterAll, beforeAll, expect, test } from "vitest";

import { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";
import { addRunningExecution } from "#lib/services/executions/test-execution.ts";
import { containing, NOW } from "#lib/services/test-world.ts";

import { send, type TestApi, testApi } from "./test-api.ts";
import { GET } from "./v1/executions/[id]/outcome/route.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

async function ask(id: string, query = ""): Promise<Response> {
  return send(GET, { path: `/api/v1/executions/${id}/outcome${query}`, params: { id }, token: api.tokens.viewer });
}

test("an outcome is JSON that the console reads back, or a CSV file to be saved", async () => {
  const { id } = await addRunningExecution(api, { waves: [{ status: "COMPLETED", servers: ["HEALTHY"] }] });
  expect(await (await ask(id)).json()).toMatchObject({ code: "INVALID_STATE", status: 409 });
  await api.db.execution.update({ where: { id }, data: { status: "COMPLETED", endedAt: NOW } });
  const view = OutcomeView.parse(await (await ask(id)).json());
  expect(view).toMatchObject({ execution: { id }, report: { startedAt: NOW, totals: { healthy: 1 } } });
  const csv = await ask(id, "?format=csv");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(csv.headers.get("content-disposition")).toBe(
    `attachment; filename="drill-payments-2026-11-23-${id.slice(0, 8)}.csv"`,
  );
  expect(csv.headers.get("cache-control")).toBe("no-store");
  expect(await csv.text()).toEqual(containing("host-1-1"));
  expect((await ask(id, "?format=xml")).status).toBe(400);
});
