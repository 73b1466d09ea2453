import { byId, cell, element, follow, setText } from "./dom.js";
import { accountOf, amountOf, countOf } from "./format.js";

/** What is good first, then what moves, then what needs somebody. */
const STATES = {
  CONTINUOUS: ["ok", "●"],
  CREATING_SNAPSHOT: ["run", "◐"],
  RESCAN: ["run", "◐"],
  INITIAL_SYNC: ["run", "◐"],
  INITIATING: ["run", "◐"],
  BACKLOG: ["attn", "▲"],
  PAUSED: ["attn", "▲"],
  STALLED: ["bad", "■"],
  DISCONNECTED: ["bad", "■"],
  STOPPED: ["bad", "■"],
};

export function showEstate(regions) {
  const servers = regions.reduce((sum, each) => sum + each.servers, 0);
  const accounts = new Set(regions.map((each) => each.accountId)).size;
  const places = `${amountOf(servers, "server")} in ${amountOf(accounts, "account")}`;
  setText(byId("estate-count"), regions.length === 0 ? "" : places);
  byId("estate-empty").hidden = regions.length > 0;
  byId("estate-table").hidden = regions.length === 0;
  follow(byId("estate-rows"), regions, { keyOf: (each) => `${each.accountId}/${each.region}`, create: createRow });
}

function createRow({ accountId, accountName, region }) {
  const place = cell("wide");
  place.append(element("span", { class: "name" }, accountName ?? "unknown account"), " ", region, " ");
  place.append(element("span", { class: "id" }, accountOf(accountId)));
  const [servers, recoveries, drills] = ["Servers", "Recoveries", "Drills"].map((label) => cell("number", label));
  const states = element("div", { class: "states" });
  const replication = cell("wide");
  replication.append(states);
  const update = (item) => {
    setText(servers, countOf(item.servers));
    showCount(recoveries, item.recoveries);
    showCount(drills, item.drills);
    showStates(states, item.byState);
  };
  return { node: element("tr", { role: "row" }, place, servers, replication, recoveries, drills), update };
}

function showCount(node, count) {
  setText(node, countOf(count));
  node.classList.toggle("zero", count === 0);
}

function showStates(parent, byState) {
  const states = Object.keys(STATES).map((state) => ({ state, count: byState[state] ?? 0 }));
  const present = states.filter(({ count }) => count > 0);
  follow(parent, present, { keyOf: ({ state }) => state, create: createState });
}

function createState({ state }) {
  const [family, mark] = STATES[state];
  const text = element("span");
  const node = element("span", { class: family }, element("span", { "aria-hidden": "true" }, `${mark} `), text);
  const words = state.toLowerCase().replace("_", " ");
  return { node, update: ({ count }) => setText(text, `${countOf(count)} ${words}`) };
}
