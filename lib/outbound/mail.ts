import { createTransport } from "nodemailer";

export type Mail = {
  to: readonly string[];
  subject: string;
  text: string;
  /** The same for every attempt, so that whoever gets it twice can tell. */
  id: string;
};

/** What the mail server answered, and whom it refused where it took the mail for others. */
export type MailAnswer = { answer: string; refused: string[] };

export type Mailer = (mail: Mail) => Promise<MailAnswer>;

const SILENCE_MS = 10_000;

/** Sends mail over the deployment's own server, a connection each. Rejects where the server took it for nobody. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text, id }) => {
    const messageId = `<${id}@drs-orchestrator>`;
    const { response, rejected } = await transport.sendMail({ from, to: [...to], subject, text, messageId });
    return { answer: response, refused: rejected };
  };
}
