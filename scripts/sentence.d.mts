export class Sentence extends Error {}
export const say: (error: unknown) => string
export const DISK_FULL: string
export const diskIsFull: (text: string) => boolean
