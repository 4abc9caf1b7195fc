export const portOf: (env: Readonly<Record<string, string | undefined>>) => number
export const whyTaken: (port: number) => Promise<'EADDRINUSE' | 'EACCES' | null>
export const demandFree: (port: number) => Promise<void>
export const listenerOn: (port: number) => { readonly pid: number; readonly name: string } | null
