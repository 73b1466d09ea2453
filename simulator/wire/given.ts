/**
 * An SDK's request type after the model has passed it: what the model requires is there. SDK types say `| undefined` without `?` for it.
 */
export type Given<T> = T extends Date | Uint8Array | string | number | boolean | undefined
  ? T
  : T extends (infer Element)[]
    ? Given<Element>[]
    : { [Key in keyof T]: object extends Pick<T, Key> ? Given<T[Key]> : Given<Exclude<T[Key], undefined>> };
