import { cookies, headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";

import { AppError } from "#lib/domain/errors.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { contextFor } from "#lib/runtime.ts";
import type { Context } from "#lib/services/context.ts";

import { PATH_HEADER } from "./page-headers.ts";
import { sessionActor } from "./session-actor.ts";

/** One look at the session a request, however many layouts and pages ask. */
const currentActor = cache(async () => sessionActor((await cookies()).getAll()));

/** First line of every page: sends nobody to the sign-in page, and people who may not to the forbidden page. */
export async function pageContext(permission?: Permission): Promise<Context> {
  const actor = await currentActor();
  if (actor === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(await currentPath())}`);
  if (permission !== undefined && !actor.permissions.has(permission)) forbidden();
  return contextFor(actor);
}

/** Whether somebody is signed in; the sign-in page sends them on. */
export async function isSignedIn(): Promise<boolean> {
  return (await currentActor()) !== null;
}

async function currentPath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/";
}

/** What a page is about, or the not-found page where there is no such thing. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
