import { z } from "zod";

/** The account and Region that a control request is about. */
export const placeFields = { accountId: z.string().regex(/^\d{12}$/), region: z.string().min(1) };
