import { ModifyInstanceAttributeCommand } from "@aws-sdk/client-ec2";

import type { AccountClients, AwsPlace } from "./account-clients.ts";

/** Switches EC2 termination protection of one instance on or off. DRS leaves a protected instance alone. */
export async function setTerminationProtection(
  clients: AccountClients,
  place: AwsPlace,
  { instanceId, isProtected }: { instanceId: string; isProtected: boolean },
): Promise<void> {
  const command = new ModifyInstanceAttributeCommand({
    InstanceId: instanceId,
    DisableApiTermination: { Value: isProtected },
  });
  await clients.ec2(place).send(command);
}
