import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { namesIn, parseTemplate } from "./template.ts";
import { hostileText } from "./testing/template-data.ts";

function messagesOf(text: string): string[] {
  const parsed = parseTemplate(text);
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`);
}

describe("a template", () => {
  test("is text with names between braces", () => {
    expect(parseTemplate("a {{ plan.name }} b")).toEqual({
      ok: true,
      value: [
        { kind: "text", at: 0, text: "a " },
        { kind: "value", at: 2, source: "plan.name", reference: { kind: "fact", fact: "plan.name" } },
        { kind: "text", at: 17, text: " b" },
      ],
    });
  });

  test.each([
    ["{{execution.id}}", { kind: "fact", fact: "execution.id" }],
    ["{{ servers.privateIp }}", { kind: "servers", field: "privateIp" }],
    ['{{ server("web-01").publicIp }}', { kind: "server", server: "web-01", field: "publicIp" }],
    ['{{ server( "we}}b" ).hostname }}', { kind: "server", server: "we}}b", field: "hostname" }],
    ['{{ action("Say \\"hi\\"").output.a }}', { kind: "output", action: 'Say "hi"', field: "a" }],
    ['{{ action("A").output.step-1.Out_put }}', { kind: "output", action: "A", field: "step-1.Out_put" }],
  ])("%s names one thing", (text, reference) => {
    expect(namesIn(text)).toEqual([reference]);
  });

  test("writes two braces as a text, which stands together with the text around it", () => {
    expect(parseTemplate('a{{ "{{" }}.State}}')).toEqual({
      ok: true,
      value: [{ kind: "text", at: 0, text: "a{{.State}}" }],
    });
  });

  test("may hold single braces, and closing ones that close nothing", () => {
    expect(parseTemplate("${a} }} {b").ok).toBe(true);
  });

  test.each([
    ["{{ plan.nam }}", '0: There is no "plan.nam".'],
    ["ab{{ 1 + 1 }}", '2: There is no "1 + 1".'],
    ["{{}}", "0: There is no name between the braces."],
    ["{{ plan.name", "0: This {{ is not closed."],
    ['{{ server("web }}', "0: This {{ is not closed."],
    ["{{ servers.password }}", '0: A server has no "password".'],
    ["{{ servers.constructor }}", '0: A server has no "constructor".'],
    ['{{ server("a").ip }}', '0: A server has no "ip".'],
    ["{{ server('a').hostname }}", "0: There is no \"server('a').hostname\"."],
    ["{{ servers.hostname | upper }}", '0: There is no "servers.hostname | upper".'],
    ["{{ __proto__ }}", '0: There is no "__proto__".'],
    ["{{ssm:/db/password}}", '0: Parameter Store is not read here. Let the command read "/db/password" itself.'],
  ])("%s is refused", (text, message) => {
    expect(messagesOf(text)[0]).toContain(message);
  });

  test("tells all its problems", () => {
    expect(messagesOf("{{ a }} {{ b }}")).toHaveLength(2);
  });

  test("names each thing once", () => {
    expect(namesIn("{{ plan.name }}{{plan.name}}{{ wave.name }}")).toHaveLength(2);
    expect(namesIn("{{ nothing }}")).toEqual([]);
  });
});

test("whatever is typed, it is read or refused, and nothing of its text is lost", () => {
  const pieces = fc.array(fc.oneof(hostileText, fc.constantFrom("{{", "}}", "{{ plan.name }}", '"', "server(")), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(pieces, (list) => {
      const text = list.join("");
      const parsed = parseTemplate(text);
      if (!parsed.ok) {
        for (const { at } of parsed.problems) expect(text.startsWith("{{", at)).toBe(true);
        return;
      }
      const literals = parsed.value.every((part) => part.kind === "value" || text.includes(part.text));
      if (!text.includes('{{ "') && !text.includes('{{"')) expect(literals).toBe(true);
      for (const part of parsed.value) {
        if (part.kind === "value")
          expect(
            text
              .slice(part.at)
              .replace(/^\{\{\s*/, "")
              .startsWith(part.source),
          ).toBe(true);
      }
    }),
  );
});

test("any name of a server is found again, once it is written between quotation marks", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const quoted = `"${name.replace(/["\\]/g, String.raw`\$&`)}"`;
      expect(namesIn(`{{ server(${quoted}).hostname }}`)).toEqual([
        { kind: "server", server: name, field: "hostname" },
      ]);
    }),
  );
});
