/** Where the key C in the graph leads: the picker of the waves that a wave waits for. */
export const STARTS_AFTER_ID = "wave-starts-after";
