/** Asks the bank, while the server draws a document, what its page will ask first (./first-questions.ts). */
import type { FirstAnswers } from '../api-client/early-answers.ts'
import { thisPage } from '../this-page.ts'
import { firstQuestions } from './first-questions.ts'

export type First = FirstAnswers & { readonly address: URL }

/** Null: the page asks by itself, as one that comes without a document does. */
export const askFirst = async (bankTimeZone: string): Promise<First | null> => {
  const page = thisPage()
  if (!page?.isDocument) return null
  const address = new URL(page.url, 'http://localhost')
  const questions = firstQuestions(address.pathname, bankTimeZone)
  const answers = await page.ask('customer', questions)
  return answers && { address, questions, answers }
}
