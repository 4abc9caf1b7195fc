/** Why a transfer was not made, for who sent it. */
import { notDoneText } from '../text/refusals.ts'

const sentences: ReadonlyMap<string, string> = new Map(Object.entries(notDoneText))

/** The bank says which rule forbade it, and not about which of the two accounts. */
export const whyNot = (reason: string | undefined): string => sentences.get(reason ?? '') ?? notDoneText.other
