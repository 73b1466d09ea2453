"use client";

import { createContext, use } from "react";

import type { TemplateData } from "#lib/domain/actions/template-data.ts";

/** A field that a name can be put into, at its cursor. */
export type InsertTarget = (text: string) => void;

export type TemplateScope = {
  /** What is known of the wave before it runs. */
  data: TemplateData;
  isReadOnly: boolean;
  /** The field that names go into, from now on; `isFallback`: only if there is none. */
  setTarget: (target: InsertTarget, isFallback?: boolean) => void;
};

export const TemplateScopeContext = createContext<TemplateScope | null>(null);

export function useTemplateScope(): TemplateScope {
  const scope = use(TemplateScopeContext);
  if (scope === null) throw new Error("A template field stands outside of an action's dialog.");
  return scope;
}
