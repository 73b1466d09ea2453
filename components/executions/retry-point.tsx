import { Select } from "#components/ui/select.tsx";

export type RetryPoint = "chosen" | "latest" | "newest-snapshot";

type RetryPointSelectProps = { value: RetryPoint; onChange: (value: RetryPoint) => void; chosen?: string | undefined };

/** What a retry is launched from: what was chosen before, or other data. `chosen` says what that was. */
export function RetryPointSelect({ value, onChange, chosen }: RetryPointSelectProps) {
  return (
    <Select
      label="Launch from"
      value={value}
      options={[
        { value: "chosen", label: "As before", note: chosen },
        { value: "latest", label: "The latest data" },
        { value: "newest-snapshot", label: "The newest snapshot" },
      ]}
      onChange={onChange}
    />
  );
}

/** What is sent of it. */
export function retryPointInput(point: RetryPoint) {
  return point === "chosen" ? {} : { pointInTime: point };
}
