/** Something that is wrong with a definition, and where: `/States/<name>/<field>`. */
export type Diagnostic = { severity: "ERROR"; code: string; message: string; location?: string };

export function schemaProblem(message: string, location: string): Diagnostic {
  return { severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message, location };
}

export function missingTarget(message: string, location: string): Diagnostic {
  return { severity: "ERROR", code: "MISSING_TRANSITION_TARGET", message, location };
}
