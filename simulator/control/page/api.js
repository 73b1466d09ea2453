const LONGEST_WAIT_MS = 5000;

/** A request that the simulator refused. */
export class Refused extends Error {
  constructor(status, { error, field }) {
    super(error ?? `The simulator answered ${status}`);
    this.status = status;
    this.field = field;
  }
}

/** The JSON that a control route answers. Throws Refused, or another error when there is no answer at all. */
export async function call(method, path, body) {
  const isText = typeof body === "string";
  const response = await fetch(`/_control/${path}`, {
    method,
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    ...(method === "GET" && { signal: AbortSignal.timeout(LONGEST_WAIT_MS) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Runs what a person asked for and says how it went beside it. The control stays focusable meanwhile. */
export async function act({ control, message, refresh }, run) {
  if (control?.getAttribute("aria-disabled") === "true") return;
  control?.setAttribute("aria-disabled", "true");
  try {
    message.textContent = (await run()) ?? "";
    message.classList.remove("failed");
  } catch (error) {
    message.textContent = error instanceof Refused ? error.message : "Not done: the simulator does not answer.";
    message.classList.add("failed");
  } finally {
    control?.removeAttribute("aria-disabled");
  }
  await refresh();
}
