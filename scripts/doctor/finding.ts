import { say } from '../sentence.mjs'

/** What the doctor says of one thing. A note is worth knowing and nothing to worry about. */
export type Finding = {
  readonly state: 'well' | 'note' | 'wrong'
  readonly text: string
  /** What to do about it. */
  readonly advice?: string | undefined
}

export const well = (text: string): Finding => ({ state: 'well', text })
export const note = (text: string, advice?: string): Finding => ({ state: 'note', text, advice })
export const wrong = (text: string, advice?: string): Finding => ({ state: 'wrong', text, advice })

export type Check = () => Finding | readonly Finding[] | Promise<Finding | readonly Finding[]>

/** A check that throws has found that, too; such a sentence names its own remedy, where there is one. */
export const findingsOf = async (check: Check): Promise<readonly Finding[]> => {
  try {
    return [await check()].flat()
  } catch (error) {
    return [wrong(say(error))]
  }
}

const marks = { well: '✓', note: '·', wrong: '✗' } as const

export const printFinding = (name: string, { state, text, advice }: Finding): void =>
  console.log(`${marks[state]} ${name.padEnd(14)} ${text}${advice ? ` → ${advice}` : ''}`)
