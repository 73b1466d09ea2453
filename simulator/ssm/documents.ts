import type { Call } from "../operation.ts";
import { invalidDocument } from "./errors.ts";
import type { DocumentStep, Platform, SsmDocument } from "./records.ts";

const SCRIPT_PARAMETERS = ["commands", "workingDirectory", "executionTimeout"];

const AWS_DOCUMENTS = [
  command("AWS-RunShellScript", "Linux", { name: "runShellScript", action: "aws:runShellScript" }),
  command("AWS-RunPowerShellScript", "Windows", { name: "runPowerShellScript", action: "aws:runPowerShellScript" }),
  automation("AWS-StartEC2Instance", ["startInstances"]),
  automation("AWS-StopEC2Instance", ["stopInstances"]),
  automation("AWS-RestartEC2Instance", ["stopInstances", "startInstances"]),
];

const BY_NAME = new Map(AWS_DOCUMENTS.map((each) => [each.name, each]));

/** A document by name or ARN: AWS's own or the account's. Throws InvalidDocument for an unknown one. */
export function requireDocument(call: Call, nameOrArn: string): SsmDocument {
  const found = findDocument(call, nameOrArn);
  if (!found) throw invalidDocument(nameOrArn);
  return found;
}

export function findDocument({ here }: Call, nameOrArn: string): SsmDocument | undefined {
  const name = /^arn:aws:ssm:.*:(?:document|automation-definition)\/([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
  return here.ssm.documents.get(name) ?? BY_NAME.get(name);
}

function command(name: string, platform: Platform, step: DocumentStep): SsmDocument {
  return { ...aws(name), documentType: "Command", platforms: [platform], parameters: SCRIPT_PARAMETERS, steps: [step] };
}

function automation(name: string, steps: string[]): SsmDocument {
  return {
    ...aws(name),
    documentType: "Automation",
    platforms: ["Linux", "Windows"],
    parameters: ["InstanceId", "AutomationAssumeRole"],
    steps: steps.map((each) => ({ name: each, action: "aws:changeInstanceState" })),
  };
}

function aws(name: string): { name: string; owner: string; createdAt: number } {
  return { name, owner: "Amazon", createdAt: Date.UTC(2017, 7, 1) };
}
