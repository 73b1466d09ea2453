import { z } from "zod";
import type { AwsRequest, Reply } from "../protocol.ts";
import type { Simulation } from "../simulation.ts";
import { delayActivityTasks, deliverActivityTasksAtOnce } from "./activity-delivery.ts";
import { addSourceServers } from "./add-source-servers.ts";
import { bootFailbackClient } from "./boot-failback-client.ts";
import { advanceClock, setSpeed, toClockView } from "./clock-routes.ts";
import { COMPANION_ROUTES } from "./companion-routes.ts";
import { ControlError } from "./control-error.ts";
import { addFaults, clearFaults, listFaults, removeFault } from "./fault-routes.ts";
import { listJournal } from "./journal-route.ts";
import { pageFile } from "./page-files.ts";
import { patchRegion } from "./patch-region.ts";
import { deleteSourceServer, patchSourceServer, patchSourceServers } from "./patch-source-server.ts";
import { RawReply } from "./raw-reply.ts";
import { resetSimulation, restoreState, seedSimulation } from "./reset.ts";
import { listScenarios, startScenario, stopScenario } from "./scenario-routes.ts";
import { downloadSnapshot } from "./snapshot-route.ts";
import { startOthersJob } from "./start-others-job.ts";
import { toStateView } from "./state-view.ts";
import { toJobView, toSummary } from "./summary.ts";

type Handle = (sim: Simulation, request: AwsRequest, id: string) => unknown;
type Route = { method: string; path: RegExp; handle: Handle };

const LONGEST_FIELD = 200;

const ROUTES: Route[] = [
  { method: "GET", path: /^\/_control\/$/, handle: () => pageFile("page.html") },
  { method: "GET", path: /^\/_control\/([\w-]+\.(?:css|js|svg))$/, handle: (_sim, _request, name) => pageFile(name) },
  {
    method: "GET",
    path: /^\/_control\/health$/,
    handle: (sim) => toHealth(sim),
  },
  { method: "GET", path: /^\/_control\/journal$/, handle: (sim, request) => listJournal(sim, request.query) },
  { method: "DELETE", path: /^\/_control\/journal$/, handle: (sim) => sim.journal.clear() },
  { method: "GET", path: /^\/_control\/state$/, handle: (sim) => toStateView(sim) },
  { method: "GET", path: /^\/_control\/summary$/, handle: (sim) => toSummary(sim) },
  { method: "GET", path: /^\/_control\/jobs\/([\w-]+)$/, handle: (sim, _request, id) => toJobView(sim, id) },
  { method: "GET", path: /^\/_control\/faults$/, handle: (sim) => listFaults(sim) },
  { method: "POST", path: /^\/_control\/faults$/, handle: (sim, request) => addFaults(sim, readJson(request)) },
  { method: "DELETE", path: /^\/_control\/faults$/, handle: (sim) => clearFaults(sim) },
  { method: "DELETE", path: /^\/_control\/faults\/([\w-]+)$/, handle: (sim, _request, id) => removeFault(sim, id) },
  { method: "GET", path: /^\/_control\/clock$/, handle: (sim) => toClockView(sim) },
  { method: "POST", path: /^\/_control\/clock$/, handle: (sim, request) => setSpeed(sim, readJson(request)) },
  {
    method: "POST",
    path: /^\/_control\/clock\/advance$/,
    handle: (sim, request) => advanceClock(sim, readJson(request)),
  },
  { method: "POST", path: /^\/_control\/reset$/, handle: (sim) => resetSimulation(sim) },
  { method: "POST", path: /^\/_control\/seed$/, handle: (sim, request) => seedSimulation(sim, readJson(request)) },
  { method: "GET", path: /^\/_control\/snapshot$/, handle: (sim) => downloadSnapshot(sim) },
  { method: "POST", path: /^\/_control\/restore$/, handle: (sim, request) => restoreState(sim, request.body) },
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
  {
    method: "POST",
    path: /^\/_control\/recovery-instances\/([\w-]+)\/failback-client$/,
    handle: (sim, _request, id) => bootFailbackClient(sim, id),
  },
  { method: "PATCH", path: /^\/_control\/regions$/, handle: (sim, request) => patchRegion(sim, readJson(request)) },
  {
    method: "POST",
    path: /^\/_control\/activity-delivery$/,
    handle: (sim, request) => delayActivityTasks(sim, readJson(request)),
  },
  {
    method: "DELETE",
    path: /^\/_control\/activity-delivery$/,
    handle: (sim) => deliverActivityTasksAtOnce(sim),
  },
  ...COMPANION_ROUTES.map(({ answer, ...route }): Route => {
    return { ...route, handle: (sim, request, id) => answer(sim, { body: readJson(request), id }) };
  }),
];

function toHealth({ clock, topology, seed }: Simulation): unknown {
  const { user, system } = process.cpuUsage();
  const used = { rssBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 };
  return { status: "ok", speed: clock.speed, topology, seed, process: used };
}

/** Answers a request to the control API: JSON in, JSON out, `{error, field?}` when it is refused. */
export async function control(sim: Simulation, request: AwsRequest): Promise<Reply> {
  const known = ROUTES.filter((each) => each.path.test(request.path));
  const route = known.find((each) => each.method === request.method);
  if (!route) return refuseRoute(request, known);
  try {
    const answer = await route.handle(sim, request, route.path.exec(request.path)?.[1] ?? "");
    return answer instanceof RawReply ? answer.reply : json(200, answer);
  } catch (error) {
    if (error instanceof ControlError) return json(error.status, { error: error.message, field: error.field });
    if (error instanceof z.ZodError) return json(400, toFieldError(error));
    throw error;
  }
}

function refuseRoute({ method, path }: AwsRequest, known: Route[]): Reply {
  if (known.length === 0) return json(404, { error: `No control route ${path.slice(0, LONGEST_FIELD)}` });
  const allow = known.map((each) => each.method).join(", ");
  const reply = json(405, { error: `${method} is not allowed here, but ${allow}` });
  return { ...reply, headers: { ...reply.headers, allow } };
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) };
}

function toFieldError(error: z.ZodError): Record<string, unknown> {
  const [issue] = error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknown.slice(0, 1)].join(".").slice(0, LONGEST_FIELD);
  const message = issue?.message.slice(0, LONGEST_FIELD) ?? "invalid";
  return field ? { error: `${field}: ${message}`, field } : { error: `The body: ${message}` };
}

function readJson(request: AwsRequest): unknown {
  try {
    return JSON.parse(request.body || "{}");
  } catch {
    throw new ControlError(400, "The body is not JSON");
  }
}
