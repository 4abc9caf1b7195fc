export const whatIsMissing: (folder?: string) => string | null
export const installIfNeeded: (doing: (text: string) => void, abort?: AbortSignal) => Promise<boolean>
