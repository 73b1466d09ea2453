import { act, call, Refused } from "./api.js";
import { byId, element, follow, setText } from "./dom.js";
import { timeOf, wordsOf } from "./format.js";

export async function refreshScenarios(refresh) {
  const items = await listScenarios();
  byId("scenarios-section").hidden = items.length === 0;
  follow(byId("scenarios-list"), items, { keyOf: (each) => each.id, create: (each) => createScenario(each, refresh) });
}

let isUnknown = false;

/** A simulator without scenarios does not know the route, and is not asked again. */
async function listScenarios() {
  if (isUnknown) return [];
  try {
    return (await call("GET", "scenarios")).items ?? [];
  } catch (error) {
    isUnknown = error instanceof Refused && error.status === 404;
    if (isUnknown) return [];
    throw error;
  }
}

function createScenario({ id, title, description, parameters = [] }, refresh) {
  const [since, message] = [element("p", { class: "hint" }), element("p", { class: "message", role: "status" })];
  const control = element("button", { type: "button", role: "switch", class: "small", "aria-label": title });
  const fields = parameters.map((parameter) => createField(id, parameter));
  control.addEventListener("click", () => {
    const isActive = control.getAttribute("aria-checked") === "true";
    void act({ control, message, refresh }, async () => {
      const path = `scenarios/${encodeURIComponent(id)}`;
      if (isActive) await call("DELETE", path);
      else await call("POST", path, Object.fromEntries(fields.map(({ name, read }) => [name, read()])));
    });
  });
  const top = element("div", { class: "top" }, element("span", { class: "name" }, title), control);
  const form = element("div", { class: "fields" }, ...fields.map(({ node }) => node));
  const node = element(
    "li",
    { class: "scenario" },
    top,
    element("p", { class: "facts-of" }, description),
    form,
    since,
    message,
  );
  form.hidden = fields.length === 0;
  const update = (scenario) => {
    control.setAttribute("aria-checked", String(scenario.isActive));
    setText(control, scenario.isActive ? "On" : "Off");
    setText(since, scenario.isActive && scenario.since ? `On since ${timeOf(scenario.since)}` : "");
    for (const field of fields) field.show(scenario);
  };
  return { node, update };
}

/** A field that gives what it holds in the type of the parameter's default. */
function createField(scenarioId, { name, default: standard, description }) {
  const hintId = `scenario-${scenarioId}-${name}`;
  const isFlag = typeof standard === "boolean";
  const type = isFlag ? "checkbox" : typeof standard === "number" ? "number" : "text";
  const input = element("input", { type, name, "aria-describedby": hintId, ...(type === "number" && { step: "any" }) });
  const fill = (value) => {
    if (isFlag) input.checked = value === true;
    else input.value = value === null || value === undefined ? "" : print(value);
  };
  fill(standard);
  const node = element(
    "label",
    {},
    wordsOf(name),
    input,
    element("span", { class: "hint", id: hintId }, description ?? ""),
  );
  const show = ({ isActive, values }) => {
    input.disabled = isActive;
    if (isActive && values && name in values) fill(values[name]);
  };
  return { name, node, show, read: () => readField(input, standard) };
}

function readField(input, standard) {
  if (typeof standard === "boolean") return input.checked;
  if (typeof standard === "number") return input.value === "" ? standard : Number(input.value);
  if (typeof standard === "string") return input.value;
  return input.value === "" ? standard : parse(input.value);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function print(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
