import { act, call } from "./api.js";
import { byId, setText } from "./dom.js";
import { amountOf } from "./format.js";

export function showWorld({ topology, seed, runningExecutions }) {
  const executions = `${amountOf(runningExecutions, "execution")} of Step Functions running`;
  setText(byId("facts"), `Topology ${topology}, seed ${seed}, ${executions}`);
  const { topology: field } = byId("world-seed").elements;
  if (field.dataset.shown !== topology) field.value = topology;
  field.dataset.shown = topology;
}

export function operateWorld(refresh) {
  const message = byId("world-message");
  byId("world-seed").addEventListener("submit", (event) => {
    event.preventDefault();
    const topology = event.target.elements.topology.value;
    void act({ control: event.submitter, message, refresh }, async () => {
      await call("POST", "seed", { topology });
      return `Seeded ${topology}.`;
    });
  });
  const reset = byId("world-reset");
  reset.addEventListener("click", () => {
    void act({ control: reset, message, refresh }, async () => {
      const { topology, seed } = await call("POST", "reset");
      return `Everything is as it was at the start: ${topology}, seed ${seed}.`;
    });
  });
  const file = byId("world-restore");
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    if (!chosen) return;
    void act({ control: file, message, refresh }, async () => {
      const { topology } = await call("POST", "restore", await chosen.text());
      return `Restored ${chosen.name}, topology ${topology}.`;
    }).then(() => (file.value = ""));
  });
}
