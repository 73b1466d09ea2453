/** Every error code of the API with its HTTP status. A code without a status does not compile. */
export const ERROR_STATUS = {
  INVALID_REQUEST: 400,
  INVALID_SERVER_IDS: 400,
  CIRCULAR_DEPENDENCY: 400,
  UNKNOWN_WAVE: 400,
  SERVER_NOT_RECOVERABLE: 400,
  REGION_NOT_ENABLED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PG_NAME_EXISTS: 409,
  PLAN_NAME_EXISTS: 409,
  ACCOUNT_EXISTS: 409,
  CHANNEL_NAME_EXISTS: 409,
  HEALTH_PROFILE_NAME_EXISTS: 409,
  SERVER_ASSIGNED: 409,
  GROUP_IN_USE: 409,
  HEALTH_PROFILE_IN_USE: 409,
  ACCOUNT_IN_USE: 409,
  PLAN_IN_USE: 409,
  EXECUTION_IN_PROGRESS: 409,
  SERVER_BUSY: 409,
  LIVE_RECOVERY_EXISTS: 409,
  DRILL_NOT_ISOLATED: 409,
  VERSION_CONFLICT: 409,
  INVALID_STATE: 409,
  CONFIRMATION_REQUIRED: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTERNAL_ERROR: 500,
  AWS_ERROR: 502,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export type InvalidParam = { name: string; reason: string };

/** Something in the way, by name, so that the reader knows what to change: a group, a server, a wave. */
export type Conflict = { kind: string; id: string; name: string; detail?: string };

export type AppErrorOptions = {
  cause?: unknown;
  invalidParams?: InvalidParam[];
  conflicts?: Conflict[];
};

/** The one error of the product. Thrown by rules and verbs, mapped to RFC 9457 once, in `lib/http`. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly invalidParams: InvalidParam[];
  readonly conflicts: Conflict[];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.invalidParams = options.invalidParams ?? [];
    this.conflicts = options.conflicts ?? [];
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
