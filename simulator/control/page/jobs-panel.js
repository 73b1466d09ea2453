import { call, Refused } from "./api.js";
import { byId, element, follow, setText } from "./dom.js";
import { accountOf, amountOf, countOf, dateOf, durationOf, timeOf } from "./format.js";

const MODES = {
  START_RECOVERY: ["recovery", "Recovery"],
  START_DRILL: ["drill", "Drill"],
  TERMINATE_RECOVERY_INSTANCES: ["termination", "Termination"],
};

const PHASES = {
  launched: ["ok", "●", "launched"],
  terminated: ["ok", "●", "terminated"],
  launch: ["run", "◐", "launching"],
  conversion: ["run", "◐", "converting"],
  snapshot: ["run", "◐", "taking a snapshot"],
  cleanup: ["run", "◐", "cleaning up"],
  failed: ["bad", "■", "failed"],
  waiting: ["idle", "○", "waiting"],
};
const MOVING = ["launch", "conversion", "snapshot", "cleanup"];

const open = new Map();

export function showJobs({ items, total, running }) {
  const shown = total > items.length ? `, ${items.length} shown` : "";
  setText(byId("jobs-count"), total === 0 ? "" : `${countOf(running)} running, ${countOf(total)} in all${shown}`);
  byId("jobs-empty").hidden = total > 0;
  follow(byId("jobs-list"), items, { keyOf: (job) => job.jobId, create: createJob });
}

/** Asks for the servers of the jobs that a person opened. */
export async function refreshOpenJobs() {
  await Promise.all([...open.values()].map((refresh) => refresh()));
}

function createJob({ jobId, accountId, region, initiatedBy }) {
  const [mode, word] = MODES[initiatedBy];
  const [when, sentence, status] = [element("span", { class: "when" }), element("summary"), element("span")];
  const top = element(
    "div",
    { class: "top" },
    element("span", { class: `mode ${mode}` }, word),
    element("span", { class: "name" }, `${accountOf(accountId)} ${region}`),
    element("span", { class: "id" }, jobId),
    status,
    when,
  );
  const servers = element("ul", { class: "servers" });
  const details = element("details", {}, sentence, servers);
  const [bar, failures] = [element("div", { class: "bar", "aria-hidden": "true" }), element("ul", { class: "quotes" })];
  details.addEventListener("toggle", () => toggle(details, jobId, servers));
  const update = (job) => {
    setText(status, job.status === "COMPLETED" ? "Completed" : job.status === "PENDING" ? "Pending" : "Running");
    status.className = job.status === "COMPLETED" ? "idle" : "run";
    setText(when, whenOf(job));
    setText(sentence, progressOf(job));
    showBar(bar, job.byPhase);
    showFailures(failures, job);
  };
  return { node: element("li", { class: "job" }, top, bar, failures, details), update };
}

function toggle(details, jobId, servers) {
  if (!details.open) {
    open.delete(jobId);
    return;
  }
  const refresh = async () => {
    try {
      showServers(servers, (await call("GET", `jobs/${jobId}`)).servers);
    } catch (error) {
      // The world that it belonged to was replaced.
      if (!(error instanceof Refused && error.status === 404)) throw error;
      open.delete(jobId);
    }
  };
  open.set(jobId, refresh);
  refresh().catch(() => undefined);
}

function whenOf({ createdAt, endedAt, status }) {
  const end = endedAt ?? (status === "COMPLETED" ? createdAt : new Date().toISOString());
  const date = dateOf(createdAt) === dateOf(Date.now()) ? "" : `${dateOf(createdAt)} `;
  return `${date}${timeOf(createdAt)}, ${endedAt ? "took" : "for"} ${durationOf(Date.parse(end) - Date.parse(createdAt))}`;
}

function progressOf({ servers, byPhase }) {
  const parts = Object.entries(PHASES).filter(([phase]) => byPhase[phase] > 0);
  const text = parts.map(([phase, [, , word]]) => `${countOf(byPhase[phase])} ${word}`).join(", ");
  return text ? `${text}, of ${amountOf(servers, "server")}` : "";
}

function showBar(bar, byPhase) {
  const moving = MOVING.reduce((sum, phase) => sum + (byPhase[phase] ?? 0), 0);
  const counts = { launched: byPhase.launched, terminated: byPhase.terminated, moving, failed: byPhase.failed };
  const parts = Object.entries({ ...counts, waiting: byPhase.waiting }).filter(([, count]) => count > 0);
  follow(bar, parts, {
    keyOf: ([name]) => name,
    create: ([name]) => {
      const node = element("span", { class: name });
      return { node, update: ([, count]) => node.style.setProperty("flex-grow", String(count)) };
    },
  });
}

function showFailures(list, { failures, failed }) {
  const more = failed - failures.length;
  const lines = failures.map(({ hostname, event, reason }) => ({
    hostname,
    text: ` ${event ?? "failed"}${reason ? `: ${reason}` : ""}`,
  }));
  if (more > 0) lines.push({ hostname: "", text: `and ${countOf(more)} more` });
  follow(list, lines, {
    keyOf: (line) => line.hostname,
    create: ({ hostname }) => {
      const text = element("span");
      const mark = element("span", { class: "bad" }, element("span", { "aria-hidden": "true" }, "■ "), hostname);
      return { node: element("li", {}, ...(hostname ? [mark] : []), text), update: (line) => setText(text, line.text) };
    },
  });
}

function showServers(list, servers) {
  follow(list, servers, {
    keyOf: (server) => server.sourceServerId,
    create: ({ hostname }) => {
      const phase = element("span");
      const update = (server) => {
        const [family, mark, word] = PHASES[server.phase];
        phase.className = family;
        setText(phase, `${mark} ${word}`);
      };
      return { node: element("li", {}, element("span", { class: "name" }, hostname), phase), update };
    },
  });
}
