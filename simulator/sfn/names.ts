import { sfnError } from "./errors.ts";

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]+$/;

/** Throws InvalidName for a name with white space, brackets, wildcards or special characters. */
export function requireValidName(text: string): void {
  if (!NAME.test(text)) throw sfnError("InvalidName", `Invalid Name: '${text}'`);
}
