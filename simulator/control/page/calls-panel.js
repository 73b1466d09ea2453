import { call } from "./api.js";
import { byId, cell, element, follow, setText } from "./dom.js";
import { accountOf, countOf, timeOf } from "./format.js";

const SHOWN = 50;
const FAILED = "4xx,5xx,none";

const operations = new Set();

/** Asks for the last calls that fit the filter and shows them, newest first. */
export async function refreshCalls() {
  const { service, operation, failed } = byId("calls-filter").elements;
  const query = new URLSearchParams({
    order: "newest",
    limit: SHOWN,
    service: service.value,
    operation: operation.value.trim(),
  });
  if (failed.checked) query.set("status", FAILED);
  const { items } = await call("GET", `journal?${query}`);
  const isFiltered = service.value !== "" || operation.value !== "" || failed.checked;
  setText(byId("calls-empty"), isFiltered ? "No calls that fit the filter." : "Nobody has called yet.");
  byId("calls-empty").hidden = items.length > 0;
  byId("calls-table").hidden = items.length === 0;
  for (const each of items) operations.add(each.operation);
  follow(byId("operations"), [...operations].sort(), {
    keyOf: (name) => name,
    create: (name) => ({ node: element("option", { value: name }), update: () => undefined }),
  });
  follow(byId("calls-rows"), items, { keyOf: (each) => each.seq, create: createRow });
}

export function operateCalls(refresh) {
  const filter = byId("calls-filter");
  filter.addEventListener("input", () => void refresh());
  filter.addEventListener("submit", (event) => event.preventDefault());
}

function createRow({ at, service, operation, accountId, region }) {
  const [time, name, place, answer, took] = [cell(), cell(), cell("wide"), cell(), cell("number")];
  time.append(timeOf(at));
  name.append(element("span", { class: "facts-of" }, service), " ", element("span", { class: "name" }, operation));
  place.append(`${accountOf(accountId)} ${region}`);
  place.classList.add("facts-of");
  const update = (entry) => {
    const [family, text] = answerOf(entry);
    answer.className = family;
    setText(answer, text);
    setText(took, entry.durationMs === null ? "—" : `${countOf(entry.durationMs)} ms`);
  };
  return { node: element("tr", { role: "row" }, time, name, place, answer, took), update };
}

function answerOf({ status, durationMs, errorCode }) {
  if (status === null) return durationMs === null ? ["run", "◐ in flight"] : ["bad", "■ cut off"];
  return status < 400 ? ["ok", `● ${status}`] : ["bad", `■ ${status} ${errorCode ?? ""}`];
}
