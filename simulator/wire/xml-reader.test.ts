import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidInput } from "#simulator/aws-error.ts";
import { readXml } from "./xml-reader.ts";
import { toXml } from "./xml.ts";

describe("reading XML", () => {
  test("finds elements, their text and what is escaped in it", () => {
    const text = `<?xml version="1.0"?>
      <!-- a batch -->
      <a:Batch xmlns:a="https://example.com/" note='<'"'>
    `.replace(`note='<'"'`, `note='"'`);
    const body = `<Value>&lt;&#65;&#x42;&amp;&quot;<![CDATA[<raw>]]></Value><Empty/><Empty></Empty></a:Batch>\n`;
    expect(readXml(text + body)).toMatchObject({
      name: "Batch",
      children: [
        { name: "Value", text: '<AB&"<raw>' },
        { name: "Empty", text: "" },
        { name: "Empty", text: "" },
      ],
    });
  });

  test.each([
    ...["", "   ", "text", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a></a>text", "<a><b></a></b>", "<a b></a>"],
    ...["<a>&nbsp;</a>", "<a>&</a>", "<a>&#x110000;</a>", "<!DOCTYPE a><a/>", "<a><![CDATA[</a>", "<a b='<'/>"],
  ])("refuses what is none: %s", (text) => {
    expect(() => readXml(text)).toThrow(InvalidInput);
  });

  test("reads what the simulator writes", () => {
    const texts = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[^\t\n\r\u0020-\ud7ff]/g, ""));
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), (values) => {
        const { children } = readXml(toXml({ Root: { "@xmlns": "https://example.com/?a&b", Value: values } }));
        expect(children.map((each) => each.text)).toEqual(values);
      }),
    );
  });
});
