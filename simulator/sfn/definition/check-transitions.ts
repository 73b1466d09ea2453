import { objectsOf } from "../json.ts";
import { missingTarget, type Diagnostic } from "./diagnostic.ts";
import type { Machine, State } from "./program.ts";

type Transition = { field: string; target: string };

/** Every state must lead to states of its own machine, and some way must lead to it. */
export function checkTransitions(machine: Machine, location: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const reached = new Set<string>();
  const follow = ({ field, target }: Transition, from: string): void => {
    if (!Object.hasOwn(machine.States, target)) {
      found.push(missingTarget(`Missing '${field.split("/").at(-1)}' target: ${target}`, `${from}/${field}`));
      return;
    }
    if (reached.has(target)) return;
    reached.add(target);
    const state = machine.States[target];
    for (const next of state ? transitionsOf(state) : []) follow(next, `${location}/States/${target}`);
  };
  follow({ field: "StartAt", target: machine.StartAt }, location);
  for (const name of Object.keys(machine.States)) {
    if (!reached.has(name))
      found.push(missingTarget(`State "${name}" is not reachable.`, `${location}/States/${name}`));
  }
  return found;
}

function transitionsOf(state: State): Transition[] {
  const at = (field: string, target: unknown): Transition[] => (typeof target === "string" ? [{ field, target }] : []);
  const inside = (field: "Choices" | "Catch"): Transition[] =>
    objectsOf(state[field]).flatMap((each, index) => at(`${field}[${index}]/Next`, each["Next"]));
  return [...at("Next", state.Next), ...at("Default", state.Default), ...inside("Choices"), ...inside("Catch")];
}
