import { ec2Query } from "../wire/ec2-query.ts";
import { loadModel } from "../wire/model.ts";
import { readOperation } from "./dry-run.ts";
import { createLaunchTemplate } from "./operations/create-launch-template.ts";
import { createLaunchTemplateVersion } from "./operations/create-launch-template-version.ts";
import { createTags } from "./operations/create-tags.ts";
import { deleteLaunchTemplate } from "./operations/delete-launch-template.ts";
import { deleteLaunchTemplateVersions } from "./operations/delete-launch-template-versions.ts";
import { deleteTags } from "./operations/delete-tags.ts";
import { describeAccountAttributes } from "./operations/describe-account-attributes.ts";
import { describeAvailabilityZones } from "./operations/describe-availability-zones.ts";
import { describeInstanceAttribute } from "./operations/describe-instance-attribute.ts";
import { describeInstanceStatus } from "./operations/describe-instance-status.ts";
import { describeInstanceTypeOfferings } from "./operations/describe-instance-type-offerings.ts";
import { describeInstanceTypes } from "./operations/describe-instance-types.ts";
import { describeInstances } from "./operations/describe-instances.ts";
import { describeKeyPairs } from "./operations/describe-key-pairs.ts";
import { describeLaunchTemplates } from "./operations/describe-launch-templates.ts";
import { describeLaunchTemplateVersions } from "./operations/describe-launch-template-versions.ts";
import { describeNetworkInterfaces } from "./operations/describe-network-interfaces.ts";
import { describeRegions } from "./operations/describe-regions.ts";
import { describeRouteTables } from "./operations/describe-route-tables.ts";
import { describeSecurityGroups } from "./operations/describe-security-groups.ts";
import { describeSubnets } from "./operations/describe-subnets.ts";
import { describeTags } from "./operations/describe-tags.ts";
import { describeVolumes } from "./operations/describe-volumes.ts";
import { describeVpcs } from "./operations/describe-vpcs.ts";
import { modifyInstanceAttribute } from "./operations/modify-instance-attribute.ts";
import { modifyLaunchTemplate } from "./operations/modify-launch-template.ts";
import { startInstances } from "./operations/start-instances.ts";
import { stopInstances } from "./operations/stop-instances.ts";
import { terminateInstances } from "./operations/terminate-instances.ts";

const READS = [
  ...[describeInstances, describeInstanceStatus, describeInstanceAttribute, describeVolumes, describeNetworkInterfaces],
  ...[describeLaunchTemplates, describeLaunchTemplateVersions, describeKeyPairs, describeTags],
  ...[describeVpcs, describeSubnets, describeSecurityGroups, describeRouteTables],
  ...[describeInstanceTypes, describeInstanceTypeOfferings],
  ...[describeRegions, describeAvailabilityZones, describeAccountAttributes],
];

export const ec2Protocol = ec2Query(loadModel("ec2"), [
  ...READS.map(readOperation),
  ...[startInstances, stopInstances, terminateInstances, modifyInstanceAttribute],
  ...[createLaunchTemplate, createLaunchTemplateVersion, modifyLaunchTemplate],
  ...[deleteLaunchTemplate, deleteLaunchTemplateVersions],
  ...[createTags, deleteTags],
]);
