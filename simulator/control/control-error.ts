/** A control request that is refused; `field` names the culprit where there is one. */
export class ControlError extends Error {
  readonly status: number;
  readonly field: string | undefined;

  constructor(status: number, message: string, field?: string) {
    super(message);
    this.name = "ControlError";
    this.status = status;
    this.field = field;
  }
}
