export const root: string
export const dataDir: string
export const logsDir: string
export const runDir: string
