/**
 * How long is waited for what has to happen, by Vitest's `waitFor`: it goes on at once when it has, so this only ends what
 * never does. Its own second is too short on a machine that others use as well, which stops for a moment now and then.
 */
export const PATIENCE = { timeout: 30_000 }
