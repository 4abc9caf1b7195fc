import type { Holder } from '../../db/embedded/process-lock.mjs'

export type Part = { readonly mode: string; readonly port: number; readonly embedded: boolean }
export type RunningPart = Part & Holder

export const otherParts: (folder?: string) => RunningPart[]
export const register: (part: Part, folder?: string) => { unregister: () => void }
export const claimBank: (
  part: Part,
  folder?: string,
) => { release: () => void; holder?: undefined } | { release?: undefined; holder: Holder & Partial<Part> }
