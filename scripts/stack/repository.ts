import { resolve } from "node:path";

/** The folder of the clone that this file belongs to. */
export const REPOSITORY = resolve(import.meta.dirname, "../..");
