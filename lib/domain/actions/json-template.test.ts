import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Json, JsonTemplate, renderJson, textsInJson } from "./json-template.ts";
import { DATA, hostileText, withValue, X } from "./testing/template-data.ts";

function messagesOf(tree: unknown): string[] {
  const parsed = JsonTemplate.safeParse(tree);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("JSON with templates", () => {
  test("keeps its shape; a text that is one name becomes what it stands for", () => {
    const tree = {
      ids: "{{ servers.instanceId }}",
      wave: "{{ wave.number }}",
      text: "Wave {{ wave.number }}: {{ servers.hostname }}",
      rest: [1, true, null, { deep: '{{ server("web-01").privateIp }}' }],
    };
    expect(JsonTemplate.parse(tree)).toEqual(tree);
    expect(renderJson(tree, DATA)).toEqual({
      ok: true,
      value: {
        ids: ["i-0aaa", "i-0bbb"],
        wave: 2,
        text: "Wave 2: web-01,db-01",
        rest: [1, true, null, { deep: "10.0.0.1" }],
      },
    });
  });

  test("tells problems with their path", () => {
    const failed = renderJson({ a: [0, "{{ servers.publicIp }}"] }, DATA);
    expect(failed.ok ? null : failed.problems[0]?.path).toEqual(["a", 1]);
    expect(messagesOf({ a: ["{{ nope }}"] })[0]).toContain('a.0: There is no "nope".');
  });

  test("has no templates for names of fields", () => {
    expect(messagesOf({ "{{ plan.name }}": 1 })).toEqual(["{{ plan.name }}: The name of a field is no template."]);
    expect(renderJson({ "{{ plan.name }}": 1 }, DATA).ok).toBe(false);
  });

  test("is bounded in size and depth, also where it is absurdly deep", () => {
    const nested = (depth: number): Json => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as Json;
    expect(messagesOf(nested(20))).toEqual([]);
    expect(messagesOf(nested(21))).toEqual([": JSON may be nested 20 deep."]);
    expect(messagesOf(nested(5000))).toEqual([": JSON may be nested 20 deep."]);
    expect(messagesOf(["x".repeat(40_000)])).toEqual([": JSON may have 32768 characters."]);
  });

  test("gives its texts with their paths", () => {
    expect(textsInJson({ a: ["x", 1, { b: "y" }], c: null })).toEqual([
      { path: ["a", 0], text: "x" },
      { path: ["a", 2, "b"], text: "y" },
    ]);
  });
});

test("a hostile value arrives as it is, and changes nothing around it", () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const rendered = renderJson({ before: 1, whole: X, part: `<${X}>`, after: [X] }, withValue(value));
      const sent: unknown = rendered.ok ? JSON.parse(JSON.stringify(rendered.value)) : null;
      expect(sent).toEqual({ before: 1, whole: value, part: `<${value}>`, after: [value] });
    }),
  );
});

test("JSON without templates is rendered as it is, whatever its fields are called", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("{{"));
      const rendered = renderJson(JSON.parse(text) as Json, DATA);
      expect(JSON.stringify(rendered.ok ? rendered.value : rendered)).toBe(text);
    }),
  );
  const odd = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Json;
  const rendered = renderJson(odd, DATA);
  expect(JSON.stringify(rendered.ok && rendered.value)).toBe('{"__proto__":{"a":1},"constructor":2}');
});
