"use client";

import { AlarmFields, AutomationFields, CommandFields, LambdaFields, RecordFields } from "./aws-fields.tsx";
import type { DraftAction } from "./draft-action.ts";
import type { KindFieldsProps } from "./kind-field-props.ts";
import { HttpCheckFields, TaskFields, TcpCheckFields, WaitFields, WebhookFields } from "./other-fields.tsx";

type AnyKindFieldsProps = Omit<KindFieldsProps<"WAIT">, "action" | "onChange"> & {
  action: DraftAction;
  onChange: (patch: Partial<DraftAction>) => void;
};

/** The fields that only actions of this kind have. */
export function KindFields({ action, ...rest }: AnyKindFieldsProps) {
  switch (action.kind) {
    case "SSM_AUTOMATION":
      return <AutomationFields {...rest} action={action} />;
    case "SSM_COMMAND":
      return <CommandFields {...rest} action={action} />;
    case "LAMBDA":
      return <LambdaFields {...rest} action={action} />;
    case "WEBHOOK":
      return <WebhookFields {...rest} action={action} />;
    case "HTTP_CHECK":
      return <HttpCheckFields {...rest} action={action} />;
    case "TCP_CHECK":
      return <TcpCheckFields {...rest} action={action} />;
    case "CLOUDWATCH_ALARM":
      return <AlarmFields {...rest} action={action} />;
    case "ROUTE53_RECORD":
      return <RecordFields {...rest} action={action} />;
    case "WAIT":
      return <WaitFields {...rest} action={action} />;
    case "MANUAL_TASK":
      return <TaskFields {...rest} action={action} />;
  }
}
