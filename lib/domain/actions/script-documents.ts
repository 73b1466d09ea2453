import type { Shell } from "./shell-quoting.ts";

/** Documents of Run Command that take the lines of a script. */
const SCRIPT_DOCUMENTS: Readonly<Record<string, Shell>> = {
  "AWS-RunShellScript": "POSIX",
  "AWS-RunPowerShellScript": "POWERSHELL",
};

/** The shell that runs the lines that a document is given; null where it takes parameters of its own. */
export function shellOfDocument(documentName: string): Shell | null {
  const name = documentName.slice(documentName.lastIndexOf("/") + 1);
  return Object.hasOwn(SCRIPT_DOCUMENTS, name) ? (SCRIPT_DOCUMENTS[name] ?? null) : null;
}
