import { z } from "zod";
import type { AwsRequest, Reply } from "../protocol.ts";
import type { Simulation } from "../simulation.ts";
import { addSourceServers } from "./add-source-servers.ts";
import { ControlError } from "./control-error.ts";
import { addFaults, clearFaults, listFaults, removeFault } from "./fault-routes.ts";
import { deleteSourceServer, patchSourceServer, patchSourceServers } from "./patch-source-server.ts";
import { resetSimulation } from "./reset.ts";
import { listScenarios, startScenario, stopScenario } from "./scenario-routes.ts";
import { startOthersJob } from "./start-others-job.ts";
import { toStateView } from "./state-view.ts";

type Handle = (sim: Simulation, request: AwsRequest, id: string) => unknown;
type Route = { method: string; path: RegExp; handle: Handle };

const Speed = z.strictObject({ speed: z.number().positive().max(1_000_000) });

const ROUTES: Route[] = [
  {
    method: "GET",
    path: /^\/_control\/health$/,
    handle: (sim) => ({ status: "ok", speed: sim.clock.speed, seed: sim.seed }),
  },
  { method: "GET", path: /^\/_control\/journal$/, handle: (sim, request) => listJournal(sim, request) },
  { method: "GET", path: /^\/_control\/state$/, handle: (sim) => toStateView(sim) },
  { method: "GET", path: /^\/_control\/faults$/, handle: (sim) => listFaults(sim) },
  { method: "POST", path: /^\/_control\/faults$/, handle: (sim, request) => addFaults(sim, readJson(request)) },
  { method: "DELETE", path: /^\/_control\/faults$/, handle: (sim) => clearFaults(sim) },
  { method: "DELETE", path: /^\/_control\/faults\/([\w-]+)$/, handle: (sim, _request, id) => removeFault(sim, id) },
  { method: "POST", path: /^\/_control\/clock$/, handle: (sim, request) => setClock(sim, readJson(request)) },
  { method: "POST", path: /^\/_control\/reset$/, handle: (sim) => resetSimulation(sim) },
  {
    method: "POST",
    path: /^\/_control\/source-servers$/,
    handle: (sim, request) => addSourceServers(sim, readJson(request)),
  },
  {
    method: "PATCH",
    path: /^\/_control\/source-servers$/,
    handle: (sim, request) => patchSourceServers(sim, readJson(request)),
  },
  {
    method: "DELETE",
    path: /^\/_control\/source-servers\/([\w-]+)$/,
    handle: (sim, _request, id) => deleteSourceServer(sim, id),
  },
  { method: "POST", path: /^\/_control\/jobs$/, handle: (sim, request) => startOthersJob(sim, readJson(request)) },
  { method: "GET", path: /^\/_control\/scenarios$/, handle: (sim) => listScenarios(sim) },
  {
    method: "POST",
    path: /^\/_control\/scenarios\/([\w-]+)$/,
    handle: (sim, request, id) => startScenario(sim, id, readJson(request)),
  },
  {
    method: "DELETE",
    path: /^\/_control\/scenarios\/([\w-]+)$/,
    handle: (sim, _request, id) => stopScenario(sim, id),
  },
  {
    method: "PATCH",
    path: /^\/_control\/source-servers\/([\w-]+)$/,
    handle: (sim, request, id) => patchSourceServer(sim, id, readJson(request)),
  },
];

/** Answers a request to the control API: JSON in, JSON out, `{error, field?}` when it is refused. */
export function control(sim: Simulation, request: AwsRequest): Reply {
  try {
    const route = ROUTES.find((each) => each.method === request.method && each.path.test(request.path));
    if (!route) throw new ControlError(404, `No control route ${request.method} ${request.path}`);
    return json(200, route.handle(sim, request, route.path.exec(request.path)?.[1] ?? ""));
  } catch (error) {
    if (error instanceof ControlError) return json(error.status, { error: error.message, field: error.field });
    if (error instanceof z.ZodError) return json(400, toFieldError(error));
    throw error;
  }
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) };
}

function toFieldError(error: z.ZodError): Record<string, unknown> {
  const [issue] = error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknown.slice(0, 1)].join(".");
  return { error: `${field}: ${issue?.message ?? "invalid"}`, field };
}

function readJson(request: AwsRequest): unknown {
  try {
    return JSON.parse(request.body || "{}");
  } catch {
    throw new ControlError(400, "The body is not JSON");
  }
}

function listJournal(sim: Simulation, { query }: AwsRequest): unknown {
  const filter = { service: query.get("service"), operation: query.get("operation") };
  const after = Number(query.get("after") ?? 0) || 0;
  const limit = Number(query.get("limit") ?? 0) || 1000;
  return { items: sim.journal.list({ ...filter, after, limit }) };
}

function setClock(sim: Simulation, body: unknown): unknown {
  const { speed } = Speed.parse(body);
  sim.clock.setSpeed(speed);
  sim.events.arm();
  sim.changed();
  return { speed };
}
