export type ProcessRecord = { readonly pid: number; readonly started?: string | null }
export type Holder = ProcessRecord & { readonly [note: string]: unknown }
export type LockOptions = {
  readonly onWait?: (holder: Holder) => void
  readonly note?: Readonly<Record<string, unknown>>
}

export const startOf: (pid: number) => string | null
export const self: () => ProcessRecord
export const isAlive: (process: ProcessRecord) => boolean
export const tryLock: (
  path: string,
  note?: Readonly<Record<string, unknown>>,
) => { release: () => void; holder?: undefined } | { release?: undefined; holder: Holder }
export const lock: (path: string, options?: LockOptions) => Promise<() => void>
export const withLock: <T>(path: string, work: () => Promise<T> | T, options?: LockOptions) => Promise<T>
