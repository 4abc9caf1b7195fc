/** What was being written when the page was loaded anew. */
import { expect, test } from 'vitest'
import { readDraft } from '../../app/api-client/kept-draft.ts'

const kept = (opening: string) => JSON.stringify({ opening, written: { amount: '10' } })

test.each([
  ['of the same form', kept('from=mine'), { amount: '10' }],
  ['none', null, undefined],
  ['of a form that was opened with something else', kept('to=bob'), undefined],
  ['somebody else’s text', 'not ours', undefined],
  ['somebody else’s value', '7', undefined],
])('a draft: %s', (_what, text, expected) => {
  expect(readDraft(text, 'from=mine')).toEqual(expected)
})
