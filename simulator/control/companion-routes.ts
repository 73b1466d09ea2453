import type { Simulation } from "../simulation.ts";
import { addDocument } from "./document-routes.ts";
import { addFunction } from "./function-routes.ts";
import { listMessages } from "./message-routes.ts";
import { addOutcomes, clearOutcomes, listOutcomes, removeOutcome } from "./outcome-routes.ts";
import { listDenials, setDenials } from "./role-routes.ts";

type CompanionRoute = {
  method: string;
  path: RegExp;
  answer: (sim: Simulation, asked: { body: unknown; id: string }) => unknown;
};

/** The control API's routes for SSM, Lambda, SNS, CloudWatch and IAM. */
export const COMPANION_ROUTES: CompanionRoute[] = [
  { method: "GET", path: /^\/_control\/outcomes$/, answer: (sim) => listOutcomes(sim) },
  { method: "POST", path: /^\/_control\/outcomes$/, answer: (sim, { body }) => addOutcomes(sim, body) },
  { method: "DELETE", path: /^\/_control\/outcomes$/, answer: (sim) => clearOutcomes(sim) },
  { method: "DELETE", path: /^\/_control\/outcomes\/([\w-]+)$/, answer: (sim, { id }) => removeOutcome(sim, id) },
  { method: "POST", path: /^\/_control\/functions$/, answer: (sim, { body }) => addFunction(sim, body) },
  { method: "POST", path: /^\/_control\/documents$/, answer: (sim, { body }) => addDocument(sim, body) },
  { method: "GET", path: /^\/_control\/messages$/, answer: (sim) => listMessages(sim) },
  { method: "GET", path: /^\/_control\/roles$/, answer: (sim) => listDenials(sim) },
  { method: "PUT", path: /^\/_control\/roles$/, answer: (sim, { body }) => setDenials(sim, body) },
];
