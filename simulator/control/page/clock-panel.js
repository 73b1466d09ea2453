import { act, call } from "./api.js";
import { byId, setText } from "./dom.js";
import { amountOf, countOf, dateOf, timeOf } from "./format.js";

export function showClock({ simulatedAt, speed, pendingEvents }) {
  setText(byId("clock-time"), timeOf(simulatedAt));
  setText(byId("clock-date"), `UTC on ${dateOf(simulatedAt)} in simulated time`);
  setText(
    byId("clock-pending"),
    pendingEvents === 0 ? "nothing pending" : `${amountOf(pendingEvents, "event")} pending`,
  );
  const { speed: field } = byId("clock-speed").elements;
  if (document.activeElement !== field && field.dataset.shown !== String(speed)) field.value = String(speed);
  field.dataset.shown = String(speed);
}

export function operateClock(refresh) {
  const message = byId("clock-message");
  byId("clock-speed").addEventListener("submit", (event) => {
    event.preventDefault();
    const speed = Number(event.target.elements.speed.value);
    void act({ control: event.submitter, message, refresh }, async () => {
      await call("POST", "clock", { speed });
      return `Runs ${countOf(speed)} times faster than AWS.`;
    });
  });
  for (const button of document.querySelectorAll("[data-seconds]")) {
    button.addEventListener("click", () => {
      void act({ control: button, message, refresh }, async () => {
        await call("POST", "clock/advance", { seconds: Number(button.dataset.seconds) });
        return `Went ahead by ${button.textContent}.`;
      });
    });
  }
}
