import type { Shape } from "./model.ts";

/** The value that a text stands for by its shape. A text that is no number, truth value or time stays a text, for `validate` to refuse. */
export function toScalar(shape: Shape, text: string): unknown {
  if (shape.type === "integer" || shape.type === "long") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (shape.type === "double" || shape.type === "float")
    return text.trim() !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
  if (shape.type === "boolean") return text === "true" || (text === "false" ? false : text);
  if (shape.type === "timestamp") return Number.isNaN(Date.parse(text)) ? text : new Date(text);
  return shape.type === "blob" ? Buffer.from(text, "base64") : text;
}
