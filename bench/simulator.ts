import { setTimeout as delay } from "node:timers/promises";
import type { Figure } from "./figure.ts";
import { startSimulatorProcess, type SimulatorProcess } from "./simulator-process.ts";

const ACCOUNT_ID = "222233334444";
const REGIONS = ["us-west-2", "eu-central-1", "eu-west-2", "ap-south-1"];
const IDLE_SECONDS = 10;
const PAGING_SECONDS = 5;
const READERS = 2;
const SPEED = 1000;

/** The simulator's own budgets: paging, drift of many jobs at once, memory, and rest. */
export async function benchSimulator(): Promise<Figure[]> {
  const simulator = await startSimulatorProcess({ topology: "large", speed: SPEED });
  try {
    const idle = await idleCpu(simulator);
    const paging = await pagesPerSecond(simulator);
    const drift = await driftOfJobs(simulator);
    const { rssBytes } = await simulator.used();
    const megabytes = rssBytes / 2 ** 20;
    const memory = { what: "memory after all that", figure: `${megabytes.toFixed(0)} MB`, budget: "< 400 MB" };
    return [idle, ...paging, drift, { ...memory, isKept: megabytes < 400 }];
  } finally {
    await simulator.stop();
  }
}

async function idleCpu(simulator: SimulatorProcess): Promise<Figure> {
  const before = await simulator.used();
  await delay(IDLE_SECONDS * 1000);
  const after = await simulator.used();
  const percent = ((after.cpuSeconds - before.cpuSeconds) / IDLE_SECONDS) * 100;
  const what = "CPU while nothing happens";
  return { what, figure: `${percent.toFixed(2)} %`, budget: "< 1 %", isKept: percent < 1 };
}

async function pagesPerSecond(simulator: SimulatorProcess): Promise<Figure[]> {
  const place = { accountId: ACCOUNT_ID, region: "eu-north-1" };
  await addServers(simulator, place.region, 4000);
  let pages = 0;
  const read = async (seconds: number) => {
    const end = performance.now() + seconds * 1000;
    for (let nextToken: string | undefined; performance.now() < end; pages += 1) {
      const text = await simulator.drs(place, "DescribeSourceServers", { maxResults: 200, nextToken });
      nextToken = /"nextToken":"([^"]+)"/.exec(text.slice(-400))?.[1];
    }
  };
  await read(1);
  pages = 0;
  const before = await simulator.used();
  const start = performance.now();
  await Promise.all(Array.from({ length: READERS }, () => read(PAGING_SECONDS)));
  const seconds = (performance.now() - start) / 1000;
  const cpuSeconds = (await simulator.used()).cpuSeconds - before.cpuSeconds;
  const [byClock, byCpu] = [pages / seconds, pages / cpuSeconds];
  const what = "pages of 200 out of 4,000 source servers";
  return [
    { what, figure: `${byClock.toFixed(0)} a second`, budget: "> 200", isKept: byClock > 200 },
    { what: "… by the simulator's own CPU", figure: `${byCpu.toFixed(0)} a second`, budget: "", isKept: true },
  ];
}

type Jobs = { items: { status: string; creationDateTime: string; endDateTime?: string }[] };

/** 20 jobs of 100 servers: five in each of four Regions, since a Region takes 500 servers at once. */
async function driftOfJobs(simulator: SimulatorProcess): Promise<Figure> {
  const jobs: { region: string; jobId: string }[] = [];
  for (const region of REGIONS) {
    const ids = await addServers(simulator, region, 500);
    for (let first = 0; first < 500; first += 100) {
      const sourceServers = ids.slice(first, first + 100).map((sourceServerID) => ({ sourceServerID }));
      const text = await simulator.drs({ accountId: ACCOUNT_ID, region }, "StartRecovery", {
        sourceServers,
        isDrill: true,
      });
      jobs.push({ region, jobId: (JSON.parse(text) as { job: { jobID: string } }).job.jobID });
    }
  }
  const durations: number[] = [];
  for (const { region, jobId } of jobs) durations.push(await durationOf(simulator, region, jobId));
  const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
  return {
    what: `20 jobs of 100 servers at ${SPEED}×, in simulated seconds`,
    figure: `${shortest.toFixed(0)}–${longest.toFixed(0)}`,
    // What the phases of a Linux launch add up to, the slowest of a hundred servers counting.
    budget: "490–590",
    isKept: shortest >= 490 && longest <= 590,
  };
}

async function durationOf(simulator: SimulatorProcess, region: string, jobId: string): Promise<number> {
  for (;;) {
    const text = await simulator.drs({ accountId: ACCOUNT_ID, region }, "DescribeJobs", {
      filters: { jobIDs: [jobId] },
    });
    const [job] = (JSON.parse(text) as Jobs).items;
    if (job?.status === "COMPLETED")
      return ((Date.parse(job.endDateTime ?? "") - Date.parse(job.creationDateTime)) / 1000) * SPEED;
    await delay(20);
  }
}

async function addServers(simulator: SimulatorProcess, region: string, count: number): Promise<string[]> {
  const body = { accountId: ACCOUNT_ID, region, count, prefix: "bench-" };
  return (await simulator.control<{ ids: string[] }>("POST", "/source-servers", body)).ids;
}
