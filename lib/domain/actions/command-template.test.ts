import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";

import { parseCommands, renderCommands } from "./command-template.ts";
import type { Shell } from "./shell-quoting.ts";
import { posixWords } from "./testing/posix-words.ts";
import { DATA, hostileText, withValue, X } from "./testing/template-data.ts";

function messageOf(lines: readonly string[], shell: Shell): string | null {
  const parsed = parseCommands(lines, shell);
  return parsed.ok ? null : (parsed.problems[0]?.message ?? "");
}

function rendered(lines: readonly string[], shell: Shell, value: string): string[] {
  const result = renderCommands(lines, withValue(value), shell);
  return result.ok ? result.value : [];
}

describe("lines of a POSIX shell", () => {
  test("hold each value as one quoted argument", () => {
    expect(renderCommands(["echo {{ plan.name }}", "ids={{ servers.instanceId }}"], DATA, "POSIX")).toEqual({
      ok: true,
      value: ["echo 'Shop'", "ids='i-0aaa,i-0bbb'"],
    });
  });

  test.each([
    [["name={{ plan.name }}", 'echo "$name: ${name}" # done', "if [ {{ wave.name }} = x ]; then a; fi"]],
    [["x=$(hostname {{ plan.name }}) && test $# -gt 0 || exit 1"]],
    [["curl --data={{ plan.name }} 'https://example.com/#top' > /tmp/out 2>&1"]],
    [["#!/bin/bash", "echo {{ plan.name }}"]],
    [["#!/usr/bin/env python3", "print('no values')"]],
    [["cat <<EOF", "no value", "EOF"]],
    [["echo a#b {{ plan.name }}", "echo \\", "  {{ plan.name }}"]],
    [["docker inspect --format '{{ \"{{\" }}.State}}' {{ plan.name }}"]],
  ])("may be %j", (lines) => {
    expect(messageOf(lines, "POSIX")).toBeNull();
  });

  test.each([
    [['echo "{{ plan.name }}"'], "take the quotation marks"],
    [["echo '{{ plan.name }}'"], "take the quotation marks"],
    [["echo 'open", "{{ plan.name }}'"], "take the quotation marks"],
    [["true # {{ plan.name }}"], "comment"],
    [["echo ${{ plan.name }}"], "right behind this character"],
    [["echo \\{{ plan.name }}"], "right behind this character"],
    [["a[{{ wave.number }}]=1"], "right behind this character"],
    [["cat <<EOF", "{{ plan.name }}", "EOF"], "not certain"],
    [["echo `echo {{ plan.name }}`"], "not certain"],
    [['echo "$(echo "{{ plan.name }}")"'], "not certain"],
    [['echo "${a:-"{{ plan.name }}"}"'], "not certain"],
    [['echo "${a:-{{ plan.name }}}"'], "not certain"],
    [["echo $(( {{ wave.number }} + 1 ))"], "not certain"],
    [["[[ {{ plan.name }} -eq 1 ]]"], "not certain"],
    [["echo $'a' {{ plan.name }}"], "not certain"],
    [["eval echo {{ plan.name }}"], "not certain"],
    [["\\eval {{ plan.name }}"], "not certain"],
    [["ev'al' {{ plan.name }}"], "not certain"],
    [['echo "$\\', '(echo "{{ plan.name }}")"'], "not certain"],
    [['echo "${{ "(" }}echo "{{ plan.name }}")"'], "not certain"],
    [["#!/usr/bin/env python3", "print({{ plan.name }})"], "scripts of a shell"],
  ])("may not be %j", (lines, message) => {
    expect(messageOf(lines, "POSIX")).toContain(message);
  });

  test("tell in which line the problem is", () => {
    const parsed = parseCommands(["true", 'echo "{{ plan.name }}"'], "POSIX");
    expect(parsed.ok ? null : parsed.problems[0]).toMatchObject({ path: [1], at: 6 });
  });

  test("are words as the author wrote them, whatever the value is", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const [line = ""] = rendered([`cmd --name=${X} ${X} last`], "POSIX", value);
        expect(posixWords(line)).toEqual(["cmd", `--name=${value}`, value, "last"]);
        expect(line).not.toContain("{{");
      }),
    );
  });
});

describe("a script whose author plays with quotes", () => {
  const folder = mkdtempSync(join(tmpdir(), "command-template-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const AUTHOR = [
    ..."'\"\\$(){}[]`<;&|#=!~ \na".split(""),
    "echo ",
    "a=",
    "$(",
    "${",
    "$((",
    "<<a",
    '"$(',
    "\\\n",
    "eval ",
    "x${a}x",
    " # ",
    "[[ ",
    "[ ",
    "$'",
    "if ",
    "case a in a) ",
    "((",
  ];
  const KILL = "kill -9 $$";
  const BREAKOUTS = [
    `'; ${KILL}; '`,
    `"; ${KILL}; "`,
    `$(${KILL})`,
    `\`${KILL}\``,
    `\n${KILL}\n`,
    `\na\n${KILL}\n`,
    `a[$(${KILL})]`,
    `)); ${KILL}; ((`,
    `\\'; ${KILL}; '`,
    `'"; ${KILL}; "'`,
    `}\n${KILL}\n{`,
  ];
  const script = fc
    .tuple(
      fc.array(fc.constantFrom(...AUTHOR), { maxLength: 7 }),
      fc.array(fc.constantFrom(...AUTHOR), { maxLength: 4 }),
      fc.constantFrom(...AUTHOR, ""),
    )
    .map(([before, behind, between]) => `${before.join("")}${X}${between}${X}${behind.join("")}`)
    .filter((text) => parseCommands(text.split("\n"), "POSIX").ok);

  /** The shell is killed by its own hand where a value is run. */
  test.each(["/bin/sh", "/bin/bash"])(
    "never makes %s run a value, unless it is refused",
    (shell) => {
      const runs = Number(process.env["SHELL_FUZZ_RUNS"] ?? 150);
      fc.assert(
        fc.property(script, fc.constantFrom(...BREAKOUTS), (text, value) => {
          const lines = rendered(text.split("\n"), "POSIX", value);
          expect(lines).not.toEqual([]);
          const run = spawnSync(shell, ["-c", lines.join("\n")], { cwd: folder, stdio: "ignore", timeout: 10_000 });
          if (run.error !== undefined && "code" in run.error && run.error.code === "ENOENT") return;
          expect(run.signal).toBeNull();
        }),
        { numRuns: runs },
      );
    },
    600_000,
  );
});

describe("lines of PowerShell", () => {
  test("hold each value as one verbatim string", () => {
    expect(rendered(["Write-Host", `Write-Host -Object ${X}`], "POWERSHELL", "a'b\u2019c$(d)")).toEqual([
      "Write-Host",
      "Write-Host -Object 'a''b\u2019\u2019c$(d)'",
    ]);
  });

  test.each([
    [["$name = {{ plan.name }}", 'Write-Host "Plan: $name"; # done']],
    [["$ids=({{ servers.instanceId }}, {{ wave.number }})", "@{Plan={{ plan.name }}}"]],
    [["Write-Host 'it''s' {{ plan.name }}", 'Write-Host "a `" b" {{ plan.name }}']],
  ])("may be %j", (lines) => {
    expect(messageOf(lines, "POWERSHELL")).toBeNull();
  });

  test.each([
    [['Write-Host "{{ plan.name }}"'], "take the quotation marks"],
    [["Write-Host '{{ plan.name }}'"], "take the quotation marks"],
    [["Write-Host \u201C{{ plan.name }}\u201D"], "take the quotation marks"],
    [["Write-Host \u2018it {{ plan.name }}'"], "take the quotation marks"],
    [["Get-Date # {{ plan.name }}"], "comment"],
    [["Write-Host `{{ plan.name }}"], "right behind this character"],
    [["Write-Host ${{ plan.name }}"], "stand alone"],
    [["Write-Host C:\\{{ plan.name }}"], "stand alone"],
    [["Write-Host {{ plan.name }}.log"], "stand alone"],
    [["Write-Host {{ plan.name }}{{ plan.name }}"], "stand alone"],
    [['$a = @"', "{{ plan.name }}", '"@'], "not certain"],
    [["<# {{ plan.name }} #>"], "not certain"],
    [['Write-Host "$(Get-Item "{{ plan.name }}")"'], "not certain"],
    [["cmd --% {{ plan.name }}"], "not certain"],
    [['Write-Host ${a"b} {{ plan.name }}'], "not certain"],
  ])("may not be %j", (lines, message) => {
    expect(messageOf(lines, "POWERSHELL")).toContain(message);
  });

  test("never hold a name that Systems Manager would look up", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const lines = rendered([`Write-Host ${X}`], "POWERSHELL", value);
        expect(lines.length === 0).toBe(value.includes("{{"));
      }),
    );
  });
});
