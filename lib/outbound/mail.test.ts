import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createMailer, type Mailer } from "./mail.ts";

let server: SMTPServer;
let send: Mailer;
const got: { to: string[]; text: string }[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, done) {
      done(address.startsWith("nobody@") ? new Error("No such mailbox") : null);
    },
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        got.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done(null, "Queued");
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  send = createMailer({ url: `smtp://127.0.0.1:${port}`, from: "DRS Orchestrator <drs@example.com>" });
});
afterAll(() => new Promise<void>((done) => server.close(done)));

const MAIL = { to: ["a@example.com", "b@example.com"], subject: "Drill of Zürich", text: "It ended.", id: "one" };

test("a mail reaches everybody, under the same id each time", async () => {
  expect(await send(MAIL)).toMatchObject({ answer: expect.stringContaining("250") as string, refused: [] });
  await send(MAIL);
  expect(got.map(({ to }) => to)).toEqual([MAIL.to, MAIL.to]);
  expect(got[0]?.text).toMatch(/^From: DRS Orchestrator <drs@example\.com>\r?$/m);
  expect(got[0]?.text).toContain("It ended.");
  const ids = got.map(({ text }) => /^Message-ID: (.*?)\r?$/im.exec(text)?.[1]);
  expect(ids).toEqual(["<one@drs-orchestrator>", "<one@drs-orchestrator>"]);
});

test("no text of a mail becomes a header of it", async () => {
  await send({ ...MAIL, subject: "Drill\r\nBcc: evil@example.com" });
  expect(got.at(-1)?.text).not.toMatch(/^Bcc:/im);
});

test("who is refused is named, and a mail that all are refused is an error", async () => {
  expect((await send({ ...MAIL, to: ["a@example.com", "nobody@example.com"] })).refused).toEqual([
    "nobody@example.com",
  ]);
  await expect(send({ ...MAIL, to: ["nobody@example.com"] })).rejects.toThrow("No such mailbox");
});
