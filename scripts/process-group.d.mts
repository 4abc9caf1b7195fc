export const endGroup: (pid: number | undefined, signal?: NodeJS.Signals) => void
