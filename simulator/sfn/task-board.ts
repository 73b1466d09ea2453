import { randomBytes } from "node:crypto";
import { setLongTimeout, type LongTimeout } from "../long-timeout.ts";
import { TaskCancelled, TaskError } from "./task-error.ts";

/** What an activity task is about, and what is told about its life. */
type TaskOrder = {
  activityArn: string;
  executionArn: string;
  stateName: string;
  /** JSON text. */
  input: string;
  heartbeatSeconds: number | undefined;
  timeoutSeconds: number | undefined;
  onStarted: (workerName: string | undefined) => void;
};

type Task = TaskOrder & {
  token: string;
  settle: { resolve: (output: string) => void; reject: (error: Error) => void };
  heartbeat: LongTimeout | undefined;
  timeout: LongTimeout | undefined;
};

/** A task on its way to a worker. `settled` says whether the answer left for it. */
export type Offer = { token: string; input: string; settled: (delivered: boolean) => void };

type Poller = { workerName: string | undefined; take: (offer: Offer) => void };

/** The queues of all activities: tasks that wait for a worker, workers that wait for a task, and tasks in work. */
export class TaskBoard {
  private readonly waiting = new Map<string, Task[]>();
  private readonly pollers = new Map<string, Poller[]>();
  private readonly open = new Map<string, Task>();

  /** Queues a task and answers its output. Rejects with a TaskError, or a TaskCancelled when its execution ended. */
  schedule(order: TaskOrder): Promise<string> {
    return new Promise((resolve, reject) => {
      const token = issueToken(order.executionArn);
      const task: Task = { ...order, token, settle: { resolve, reject }, heartbeat: undefined, timeout: undefined };
      this.open.set(token, task);
      this.queueOf(task.activityArn).push(task);
      this.match(task.activityArn);
    });
  }

  /** Waits for a task as a worker would. Answers a function that gives up waiting. */
  poll(activityArn: string, poller: Poller): () => void {
    const pollers = this.pollers.get(activityArn) ?? [];
    this.pollers.set(activityArn, pollers);
    pollers.push(poller);
    this.match(activityArn);
    return () => {
      const index = pollers.indexOf(poller);
      if (index >= 0) pollers.splice(index, 1);
    };
  }

  isOpen(token: string): boolean {
    return this.open.has(token);
  }

  heartbeat(token: string): void {
    const task = this.open.get(token);
    if (task) this.armHeartbeat(task);
  }

  succeed(token: string, output: string): void {
    this.close(token)?.settle.resolve(output);
  }

  fail(token: string, error: Error): void {
    this.close(token)?.settle.reject(error);
  }

  /** Ends every open task of an execution that has ended, or only those of some of its states. */
  cancel(executionArn: string, stateNames?: ReadonlySet<string>): void {
    for (const task of this.open.values()) {
      const isMeant = task.executionArn === executionArn && (!stateNames || stateNames.has(task.stateName));
      if (isMeant) this.fail(task.token, new TaskCancelled());
    }
  }

  cancelAll(): void {
    for (const token of this.open.keys()) this.fail(token, new TaskCancelled());
  }

  private close(token: string): Task | undefined {
    const task = this.open.get(token);
    if (!task) return undefined;
    this.open.delete(token);
    task.heartbeat?.clear();
    task.timeout?.clear();
    const queue = this.queueOf(task.activityArn);
    const index = queue.indexOf(task);
    if (index >= 0) queue.splice(index, 1);
    return task;
  }

  private match(activityArn: string): void {
    const queue = this.queueOf(activityArn);
    const pollers = this.pollers.get(activityArn) ?? [];
    while (queue.length > 0 && pollers.length > 0) {
      const [task, poller] = [queue.shift(), pollers.shift()];
      if (task && poller) this.offer(task, poller);
    }
  }

  private offer(task: Task, poller: Poller): void {
    poller.take({
      token: task.token,
      input: task.input,
      settled: (delivered) => {
        if (!this.open.has(task.token)) return;
        if (delivered) {
          this.start(task, poller.workerName);
          return;
        }
        this.queueOf(task.activityArn).unshift(task);
        this.match(task.activityArn);
      },
    });
  }

  /** Both clocks of an activity task begin when a worker has it. */
  private start(task: Task, workerName: string | undefined): void {
    task.onStarted(workerName);
    this.armHeartbeat(task);
    if (task.timeoutSeconds === undefined) return;
    task.timeout = setLongTimeout(
      () => this.fail(task.token, new TaskError("States.Timeout", "")),
      task.timeoutSeconds * 1000,
    );
  }

  private armHeartbeat(task: Task): void {
    task.heartbeat?.clear();
    if (task.heartbeatSeconds === undefined) return;
    const expire = () => this.fail(task.token, new TaskError("States.HeartbeatTimeout", ""));
    task.heartbeat = setLongTimeout(expire, task.heartbeatSeconds * 1000);
  }

  private queueOf(activityArn: string): Task[] {
    const queue = this.waiting.get(activityArn) ?? [];
    this.waiting.set(activityArn, queue);
    return queue;
  }
}

const TOKEN_MARK = "AQCkAAAAKgAAAAMAAAAAAAAAA";

function issueToken(executionArn: string): string {
  return (
    TOKEN_MARK + Buffer.from(JSON.stringify([executionArn, randomBytes(18).toString("base64")])).toString("base64url")
  );
}

/** ARN of the execution that a token belongs to; undefined for text that never was a token. */
export function executionOfToken(token: string): string | undefined {
  if (!token.startsWith(TOKEN_MARK)) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.slice(TOKEN_MARK.length), "base64url").toString());
    const executionArn: unknown = Array.isArray(parsed) ? parsed[0] : undefined;
    return typeof executionArn === "string" ? executionArn : undefined;
  } catch {
    return undefined;
  }
}
