import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { previewTemplate, renderList, renderLists, renderParameters, renderTemplate } from "./render-template.ts";
import { DATA, DB, hostileText, WEB, withValue, X } from "./testing/template-data.ts";

const BEFORE_LAUNCH = {
  ...DATA,
  servers: [WEB, DB].map((server) => ({ ...server, instanceId: null, privateIp: null, publicIp: null })),
};

function problemOf(text: string, data = DATA): string | undefined {
  const rendered = renderTemplate(text, data);
  return rendered.ok ? undefined : rendered.problems[0]?.message;
}

describe("rendering", () => {
  test.each([
    ["{{ execution.id }}", DATA.execution.id],
    ["{{ execution.type }} of {{ plan.name }}", "DRILL of Shop"],
    ["Wave {{ wave.number }} {{ wave.name }}", "Wave 2 Web tier"],
    ["{{ servers.hostname }}", "web-01,db-01"],
    ["{{ servers.instanceId }}", "i-0aaa,i-0bbb"],
    ['{{ server("WEB-01").privateIp }}', "10.0.0.1"],
    ['{{ server("s-22222222222222222").hostname }}', "db-01"],
    ['{{ action("ticket").output.number }}', "CHG-1"],
    ['{{ action("Ticket").output.ids }}', "a,b"],
    ['{{ action("Ticket").output.step.Result }}', "fine"],
    ['{{ "{{" }} plan.name }}', "{{ plan.name }}"],
    ["", ""],
  ])("%s → %s", (text, value) => {
    expect(renderTemplate(text, DATA)).toEqual({ ok: true, value });
  });

  test("tells what is not known yet", () => {
    expect(problemOf("{{ servers.instanceId }}", BEFORE_LAUNCH)).toBe("There is no instance id yet of web-01, db-01.");
    expect(problemOf("{{ servers.publicIp }}")).toBe("There is no public IP address yet of db-01.");
    expect(problemOf('{{ server("db-01").publicIp }}')).toBe("There is no public IP address yet of db-01.");
    expect(problemOf('{{ action("Later").output.a }}')).toBe('The action "Later" has no output yet.');
  });

  test("tells what does not exist", () => {
    expect(problemOf('{{ server("web-09").hostname }}')).toBe('The wave has no server "web-09".');
    expect(problemOf('{{ action("Nobody").output.a }}')).toBe('There is no action "Nobody" before this one.');
    expect(problemOf('{{ action("Ticket").output.constructor }}')).toBe('The action "Ticket" left no "constructor".');
  });

  test("does not guess between two servers of one name", () => {
    const twins = { ...DATA, servers: [WEB, { ...DB, hostname: "Web-01" }] };
    expect(problemOf('{{ server("web-01").hostname }}', twins)).toContain("Use the source server id.");
  });

  test("tells every problem, with its place", () => {
    const rendered = renderTemplate('{{ servers.publicIp }} {{ action("Later").output.a }}', DATA);
    expect(rendered.ok ? [] : rendered.problems.map(({ at }) => at)).toEqual([0, 23]);
  });

  test("refuses NUL and half characters", () => {
    expect(problemOf(X, withValue("a\0"))).toBe("The value holds NUL or half a character.");
    expect(problemOf(X, withValue("\uD800"))).toBe("The value holds NUL or half a character.");
  });

  test("names of many servers are cut", () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ ...DB, hostname: `db-${i}` }));
    expect(problemOf("{{ servers.publicIp }}", { ...DATA, servers: many })).toContain("db-0, db-1, db-2 and 6 more.");
  });
});

describe("where a list is allowed", () => {
  test("a template that is one name stays a list", () => {
    expect(renderList("{{ servers.instanceId }}", DATA)).toEqual({ ok: true, value: ["i-0aaa", "i-0bbb"] });
    expect(renderList("{{ wave.number }}", DATA)).toEqual({ ok: true, value: ["2"] });
    expect(renderList("ids: {{ servers.instanceId }}", DATA)).toEqual({ ok: true, value: ["ids: i-0aaa,i-0bbb"] });
  });

  test("lists and texts make one list, and problems tell which template they are of", () => {
    expect(renderLists(["x", "{{ servers.hostname }}"], DATA)).toEqual({ ok: true, value: ["x", "web-01", "db-01"] });
    const failed = renderLists(["x", "{{ servers.publicIp }}"], DATA);
    expect(failed.ok ? null : failed.problems[0]?.path).toEqual([1]);
  });
});

describe("parameters of a document", () => {
  test("are lists of texts", () => {
    expect(renderParameters({ InstanceIds: ["{{ servers.instanceId }}"], Why: ["{{ plan.name }}"] }, DATA)).toEqual({
      ok: true,
      value: { InstanceIds: ["i-0aaa", "i-0bbb"], Why: ["Shop"] },
    });
  });

  test("never hold a name that Systems Manager would look up, unless the author wrote it", () => {
    const secret = withValue("{{ssm:/db/password}}");
    const failed = renderParameters({ A: ["fine"], B: [X] }, secret);
    expect(failed.ok ? null : failed.problems[0]).toMatchObject({ path: ["B", 0], at: 0 });
    expect(renderParameters({ B: [`a ${X}`] }, secret).ok).toBe(false);
    fc.assert(
      fc.property(hostileText, (value) => {
        const rendered = renderParameters({ B: [X] }, withValue(value));
        expect(rendered.ok).toBe(!value.includes("{{"));
      }),
    );
  });
});

describe("a preview", () => {
  test("shows what is known, and marks what is not", () => {
    const preview = previewTemplate("{{ plan.name }}: {{ servers.instanceId }}", BEFORE_LAUNCH);
    expect(preview.text).toBe("Shop: ‹servers.instanceId›");
    expect(preview.unknown).toHaveLength(1);
  });

  test("of a template that cannot be read is its text", () => {
    expect(previewTemplate("a {{ b", DATA)).toMatchObject({ text: "a {{ b", unknown: [{ at: 2 }] });
  });
});

test("a value is never read as a template", () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const data = { ...withValue(value), plan: { name: value } };
      expect(renderTemplate(`<${X}>`, data)).toEqual({ ok: true, value: `<${value}>` });
      expect(renderTemplate(`{{ plan.name }}${X}`, data)).toEqual({ ok: true, value: value + value });
      expect(renderTemplate(`{{ "{{" }} ${X} }}`, data)).toEqual({ ok: true, value: `{{ ${value} }}` });
      expect(previewTemplate(X, data).text).toBe(value);
    }),
  );
});
