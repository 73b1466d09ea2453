import { z } from "zod";

const Port = z.int().min(1).max(65_535);

/** RFC 3986: what a path with a query may hold. No braces, which Systems Manager reads, and no fragment. */
const HttpPath = z
  .string()
  .max(1000)
  .regex(/^\/[\w\-.~!$&'()*+,;=:@%/?]*$/, 'A path starts with "/" and has no spaces, e.g. /health?deep=1.');

const Status = z.int().min(100).max(599);

const ExpectedStatus = z
  .strictObject({ from: Status, to: Status })
  .refine(({ from, to }) => from <= to, "The first status is above the last.")
  .default({ from: 200, to: 399 });

const HTTP_FIELDS = { port: Port, path: HttpPath, expectedStatus: ExpectedStatus };

/** A look at a port: does it open, or does it answer a GET with such a status? Redirects are answers, not followed. */
export const HealthCheck = z.discriminatedUnion("protocol", [
  z.strictObject({ protocol: z.literal("TCP"), port: Port }),
  z.strictObject({ protocol: z.literal("HTTP"), ...HTTP_FIELDS }),
  z.strictObject({ protocol: z.literal("HTTPS"), ...HTTP_FIELDS }),
]);
export type HealthCheck = z.output<typeof HealthCheck>;

export const GateKind = z.enum(["SSM_AGENT", "INSTANCE_PROBE", "WORKER_CHECK", "CLOUDWATCH_ALARM"]);
export type GateKind = z.infer<typeof GateKind>;

const Id = z.uuid().toLowerCase();

/** What a launched server has to pass beyond EC2's status checks before it is healthy. */
export const HealthGate = z.discriminatedUnion("kind", [
  /** Systems Manager says that the agent of the instance is online. */
  z.strictObject({ id: Id, kind: z.literal("SSM_AGENT") }),
  /** A check that runs on the instance, through Run Command, to its own 127.0.0.1. */
  z.strictObject({ id: Id, kind: z.literal("INSTANCE_PROBE"), check: HealthCheck }),
  /** A check from the worker to the instance's private address, where the account allows the address. */
  z.strictObject({ id: Id, kind: z.literal("WORKER_CHECK"), check: HealthCheck }),
  /** An alarm of the server's account and Region is OK. */
  z.strictObject({
    id: Id,
    kind: z.literal("CLOUDWATCH_ALARM"),
    alarmName: z.string().trim().min(1, "Name the alarm.").max(255),
  }),
]);
export type HealthGate = z.output<typeof HealthGate>;
