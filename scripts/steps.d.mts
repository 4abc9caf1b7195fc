/** Tells what the step is doing; returns its outcome in a few words. */
export type Work = (doing: (text: string) => void) => Promise<string> | string
export type RunningStep = {
  readonly done: Promise<string>
  /** Prints the step and waits for it; throws what it threw. */
  readonly shown: () => Promise<string>
}
export type Steps = {
  readonly begin: (name: string, work: Work) => RunningStep
  readonly step: (name: string, work: Work) => Promise<string>
  readonly note: (text: string) => void
  /** What is still under way is not reported any more. */
  readonly hush: () => void
}
export const createSteps: (stream?: {
  write: (text: string) => unknown
  isTTY?: boolean
  columns?: number
}) => Steps
