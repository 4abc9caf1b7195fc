export const pinnedNode: string
export const pinnedVersion: () => string
export const runPinned: (script: string, args: readonly string[]) => void
export const whenParentDies: (callback: () => void) => void
