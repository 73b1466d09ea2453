/** Request headers that the proxy sets for the page; what a browser sends under these names is overwritten. */
export const NONCE_HEADER = "x-nonce";
export const PATH_HEADER = "x-path";
