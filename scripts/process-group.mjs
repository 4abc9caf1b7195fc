/** Ends a program with everything that it has started. It must have been started `detached`, as the head of a group. */
export const endGroup = (pid, signal = 'SIGTERM') => {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Already gone.
  }
}
