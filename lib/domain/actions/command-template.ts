import { asSsmText, collect, inside, renderParts, type WriteValue } from "./render-template.ts";
import { quotePosix, quotePowerShell, type Shell } from "./shell-quoting.ts";
import { posixPlaces, powerShellPlaces } from "./shell-places.ts";
import { parseTemplate, type Rendered, type Template, type TemplateProblem } from "./template.ts";
import type { TemplateData } from "./template-data.ts";

const writePosix: WriteValue = (value) => ({ ok: true, text: quotePosix(value) });

const writePowerShell: WriteValue = (value, part) => {
  const written = asSsmText(value, part);
  return written.ok ? { ok: true, text: quotePowerShell(value) } : written;
};

/** How a shell's script has a value written into it: as one quoted argument. */
export function quotedFor(shell: Shell): WriteValue {
  return shell === "POSIX" ? writePosix : writePowerShell;
}

/**
 * Renders the lines of a script, each value as one quoted argument of the shell; a list is one argument, joined by
 * commas. Problems are also values in places where quoting cannot protect, such as inside quotation marks.
 */
export function renderCommands(commands: readonly string[], data: TemplateData, shell: Shell): Rendered<string[]> {
  const templates = parseCommands(commands, shell);
  if (!templates.ok) return templates;
  return collect(templates.value.map((template, line) => inside(line, renderParts(template, data, quotedFor(shell)))));
}

/** Reads the lines of a script. Problems are those of the templates and of the places in which values stand. */
export function parseCommands(commands: readonly string[], shell: Shell): Rendered<Template[]> {
  const parsed = collect(commands.map((text, line) => inside(line, parseTemplate(text))));
  if (!parsed.ok) return parsed;
  const problems = [...problemOfInterpreter(parsed.value, shell), ...problemsOfPlaces(parsed.value, shell)];
  return problems.length === 0 ? parsed : { ok: false, problems };
}

function problemsOfPlaces(templates: readonly Template[], shell: Shell): TemplateProblem[] {
  const reader = shell === "POSIX" ? posixPlaces() : powerShellPlaces();
  const problems: TemplateProblem[] = [];
  for (const [line, template] of templates.entries()) {
    for (const part of template) {
      const message = part.kind === "text" ? reader.text(part.text) : reader.value();
      if (message !== null) problems.push({ path: [line], at: part.at, message });
    }
    reader.text("\n");
  }
  return problems;
}

const SHELLS = /^#!\s*\S*\/(env\s+)?(sh|bash|dash|ash|ksh|zsh)(\s|$)/;

/** Quoting is that of a shell, so a script for another interpreter may not name values. */
function problemOfInterpreter(templates: readonly Template[], shell: Shell): TemplateProblem[] {
  const first = templates[0]?.[0];
  if (shell !== "POSIX" || first?.kind !== "text" || !first.text.startsWith("#!")) return [];
  const namesValues = templates.some((template) => template.some(({ kind }) => kind === "value"));
  if (!namesValues || SHELLS.test(first.text)) return [];
  return [{ path: [0], at: 0, message: "Values can only be put into scripts of a shell: they are quoted for one." }];
}
