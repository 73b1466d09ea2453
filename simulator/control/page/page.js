import { call } from "./api.js";
import { operateCalls, refreshCalls } from "./calls-panel.js";
import { operateClock, showClock } from "./clock-panel.js";
import { byId, setText } from "./dom.js";
import { showEstate } from "./estate-panel.js";
import { operateFaults, refreshFaults } from "./faults-panel.js";
import { timeOf } from "./format.js";
import { refreshOpenJobs, showJobs } from "./jobs-panel.js";
import { refreshScenarios } from "./scenarios-panel.js";
import { operateWorld, showWorld } from "./world-panel.js";

const EVERY_MS = 2000;

let timer;
let silentSince;
let isAsking = false;
let isWanted = false;

/** Asks for everything and shows it; one round at a time, and another one when it was wanted meanwhile. */
async function refresh() {
  isWanted = true;
  if (isAsking) return;
  isAsking = true;
  clearTimeout(timer);
  while (isWanted) {
    isWanted = false;
    await round();
  }
  isAsking = false;
  if (!document.hidden) timer = setTimeout(() => void refresh(), EVERY_MS);
}

async function round() {
  try {
    await Promise.all([
      refreshSummary(),
      refreshCalls(),
      refreshFaults(refresh),
      refreshScenarios(refresh),
      refreshOpenJobs(),
    ]);
    silentSince = undefined;
  } catch (error) {
    console.warn(error);
    silentSince ??= Date.now();
  }
  showLiveness();
}

async function refreshSummary() {
  const summary = await call("GET", "summary");
  showWorld(summary);
  showClock(summary.clock);
  showEstate(summary.regions);
  showJobs(summary.jobs);
}

function showLiveness() {
  const node = byId("liveness");
  node.classList.toggle("stale", silentSince !== undefined);
  const silence = `The simulator does not answer since ${timeOf(silentSince ?? 0)} UTC. What is shown is older.`;
  setText(node, silentSince === undefined ? "Live" : silence);
}

operateClock(refresh);
operateCalls(refresh);
operateFaults(refresh);
operateWorld(refresh);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void refresh();
});
void refresh();
