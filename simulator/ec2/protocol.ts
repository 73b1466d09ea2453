import { ec2Query } from "../wire/ec2-query.ts";
import { loadModel } from "../wire/model.ts";
import { describeInstanceAttribute } from "./describe-instance-attribute.ts";
import { describeInstanceStatus } from "./describe-instance-status.ts";
import { describeInstances } from "./describe-instances.ts";
import { modifyInstanceAttribute } from "./modify-instance-attribute.ts";
import { terminateInstances } from "./terminate-instances.ts";

export const ec2Protocol = ec2Query(loadModel("ec2"), [
  ...[describeInstances, describeInstanceStatus, terminateInstances],
  ...[modifyInstanceAttribute, describeInstanceAttribute],
]);
