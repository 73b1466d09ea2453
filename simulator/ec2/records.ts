/** A launched EC2 instance. Its state follows from these moments (simulated milliseconds). */
export type Ec2Instance = {
  instanceId: string;
  instanceType: string;
  availabilityZone: string;
  privateIp: string;
  isWindows: boolean;
  tags: Record<string, string>;
  launchedAt: number;
  runningAt: number;
  checksPassedAt: number;
  /** Lies in the future for an instance that will terminate by itself. */
  terminateRequestedAt: number | null;
  /** DisableApiTermination. */
  isProtected: boolean;
  /** Never passes its status checks. */
  isUnhealthy: boolean;
  sourceServerId: string;
};

/** What EC2 keeps in one account and Region. */
export type Ec2State = { instances: Map<string, Ec2Instance> };

export function emptyEc2(): Ec2State {
  return { instances: new Map() };
}
