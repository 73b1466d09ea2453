import { act, call } from "./api.js";
import { byId, element, follow, setText } from "./dom.js";
import { countOf } from "./format.js";

const LONGEST_FACT = 100;
const SHOWN_ELSEWHERE = new Set(["id", "effect", "service", "operation", "matched", "applied"]);

export async function refreshFaults(refresh) {
  const { items } = await call("GET", "faults");
  byId("faults-empty").hidden = items.length > 0;
  byId("faults-clear").hidden = items.length === 0;
  follow(byId("faults-list"), items, { keyOf: (fault) => fault.id, create: (fault) => createFault(fault, refresh) });
}

export function operateFaults(refresh) {
  const control = byId("faults-clear");
  control.addEventListener("click", () => {
    void act({ control, message: byId("faults-message"), refresh }, async () => {
      await call("DELETE", "faults");
      return "All faults are gone.";
    });
  });
}

function createFault({ id, effect, service, operation, ...rest }, refresh) {
  const { kind, ...facts } = effect;
  const applied = element("span");
  const where = Object.entries({ ...rest, ...facts }).filter(([name]) => !SHOWN_ELSEWHERE.has(name));
  const words = element("div", {}, element("span", { class: "name" }, kind), ` ${service} ${operation ?? ""} `);
  words.append(
    element("span", { class: "facts-of" }, where.map(([name, value]) => `${name} ${print(value)}`).join(", ")),
  );
  const control = element(
    "button",
    { type: "button", class: "small", "aria-label": `Remove ${kind}, ${id}` },
    "Remove",
  );
  control.addEventListener("click", () => {
    void act({ control, message: byId("faults-message"), refresh }, async () => {
      await call("DELETE", `faults/${encodeURIComponent(id)}`);
      return `${kind} is gone.`;
    });
  });
  const node = element("li", { class: "fault" }, element("div", {}, words, applied), control);
  const update = (fault) =>
    setText(applied, `Applied to ${countOf(fault.applied ?? 0)} of ${countOf(fault.matched ?? 0)} that match`);
  return { node, update };
}

function print(value) {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT)}…` : text;
}
