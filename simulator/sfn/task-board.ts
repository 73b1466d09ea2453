import { fraction } from "../random.ts";
import { Deadline } from "./deadline.ts";
import { Cancelled, heartbeatTimeout, StateFailure } from "./interpreter/failure.ts";
import { Queue, type Withdraw } from "./queue.ts";
import { issueTaskToken } from "./task-token.ts";

/** How long GetActivityTask waits for a task. */
const LONG_POLL_MS = 60_000;

/** While fewer polls than this are open for an activity, a task waits up to so many seconds before it is handed out. */
export type DeliveryDelay = { fewerThanPolls: number; upToSeconds: number };

/** What an activity task is about, and who hears that a worker has it. */
type TaskOrder = {
  activityArn: string;
  executionArn: string;
  /** Id of the event that tells of the task. */
  scheduledId: number;
  /** JSON text. */
  input: string;
  heartbeatSeconds: number | undefined;
  timeoutSeconds: number | undefined;
  onStarted: (workerName: string | undefined) => void;
};

type Task = TaskOrder & {
  token: string;
  settle: { resolve: (output: string) => void; reject: (error: Error) => void };
  withdraw: Withdraw;
  heartbeat: Deadline;
  timeout: Deadline;
};

/** A task on its way to a worker. `settled` says whether the answer left for it. */
export type Offer = { token: string; input: string; settled: (delivered: boolean) => void };

type Poller = { workerName: string | undefined; take: (offer: Offer) => void };
type Desk = { tasks: Queue<Task>; pollers: Queue<Poller> };

/** The queues of all activities: tasks that wait for a worker, workers that wait for a task, and tasks in work. */
export class TaskBoard {
  /** Models the stalls that AWS warns of when an activity has few open polls; undefined hands tasks out at once. */
  deliveryDelay: DeliveryDelay | undefined;
  private readonly seed: number;
  private readonly desks = new Map<string, Desk>();
  private readonly open = new Map<string, Task>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Queues a task. `output` rejects with a StateFailure, or with Cancelled. */
  schedule(order: TaskOrder): { output: Promise<string>; cancel: () => void } {
    const token = issueTaskToken(order);
    const { promise, ...settle } = Promise.withResolvers<string>();
    const fail = (error: Error): void => this.fail(token, error);
    const task: Task = {
      ...order,
      ...{ token, settle, withdraw: () => undefined },
      heartbeat: new Deadline(() => fail(heartbeatTimeout())),
      timeout: new Deadline(() => fail(new StateFailure("States.Timeout"))),
    };
    this.open.set(token, task);
    this.queue(task);
    return { output: promise, cancel: () => fail(new Cancelled()) };
  }

  /** Waits up to 60 s for a task, as a worker does; undefined when none came or the worker went away. */
  take(activityArn: string, worker: { name: string | undefined; signal: AbortSignal }): Promise<Offer | undefined> {
    return new Promise((resolve) => {
      if (worker.signal.aborted) {
        resolve(undefined);
        return;
      }
      const finish = (offer?: Offer): void => {
        withdraw();
        clearTimeout(timer);
        worker.signal.removeEventListener("abort", giveUp);
        resolve(offer);
      };
      const giveUp = (): void => finish();
      const timer = setTimeout(giveUp, LONG_POLL_MS);
      worker.signal.addEventListener("abort", giveUp);
      const desk = this.deskOf(activityArn);
      const withdraw = desk.pollers.push({ workerName: worker.name, take: finish });
      this.match(desk);
    });
  }

  /** How many polls wait for a task of an activity. */
  openPolls(activityArn: string): number {
    return this.desks.get(activityArn)?.pollers.size ?? 0;
  }

  isOpen(token: string): boolean {
    return this.open.has(token);
  }

  heartbeat(token: string): void {
    const task = this.open.get(token);
    if (task?.heartbeatSeconds !== undefined) task.heartbeat.set(task.heartbeatSeconds);
  }

  succeed(token: string, output: string): void {
    this.close(token)?.settle.resolve(output);
  }

  fail(token: string, error: Error): void {
    this.close(token)?.settle.reject(error);
  }

  cancelAll(): void {
    for (const token of this.open.keys()) this.fail(token, new Cancelled());
  }

  private close(token: string): Task | undefined {
    const task = this.open.get(token);
    if (!task) return undefined;
    this.open.delete(token);
    task.heartbeat.clear();
    task.timeout.clear();
    task.withdraw();
    return task;
  }

  private queue(task: Task): void {
    const desk = this.deskOf(task.activityArn);
    const queueNow = (): void => {
      task.withdraw = desk.tasks.push(task);
      this.match(desk);
    };
    const delaySeconds = this.delayOf(task, desk);
    if (delaySeconds === 0) {
      queueNow();
      return;
    }
    const timer = setTimeout(queueNow, delaySeconds * 1000);
    task.withdraw = () => clearTimeout(timer);
  }

  private delayOf({ executionArn, scheduledId }: Task, { pollers }: Desk): number {
    if (!this.deliveryDelay || pollers.size >= this.deliveryDelay.fewerThanPolls) return 0;
    return this.deliveryDelay.upToSeconds * fraction(this.seed, "delivery", executionArn, scheduledId);
  }

  private match(desk: Desk): void {
    while (desk.tasks.size > 0) {
      const poller = desk.pollers.shift();
      const task = poller && desk.tasks.shift();
      if (!task) return;
      poller.take(this.toOffer(task, poller, desk));
    }
  }

  private toOffer(task: Task, { workerName }: Poller, desk: Desk): Offer {
    const settled = (delivered: boolean): void => {
      if (!this.open.has(task.token)) return;
      if (delivered) {
        this.start(task, workerName);
        return;
      }
      task.withdraw = desk.tasks.pushFront(task);
      this.match(desk);
    };
    return { token: task.token, input: task.input, settled };
  }

  /** Both clocks of an activity task begin when a worker has it. */
  private start(task: Task, workerName: string | undefined): void {
    task.onStarted(workerName);
    if (!this.open.has(task.token)) return;
    this.heartbeat(task.token);
    if (task.timeoutSeconds !== undefined) task.timeout.set(task.timeoutSeconds);
  }

  private deskOf(activityArn: string): Desk {
    const desk = this.desks.get(activityArn) ?? { tasks: new Queue(), pollers: new Queue() };
    this.desks.set(activityArn, desk);
    return desk;
  }
}
