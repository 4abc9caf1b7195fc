/** What a change of category is taken back by, whatever was chosen and remembered before it. */
import { expect, it } from 'vitest'
import { undoSteps } from '../../../app/(bank)/accounts/[accountId]/transactions/undo-steps.ts'

const now = { ruleId: 'lena', category: 'gifts' } as const
const travel = { ruleId: 'lena', category: 'travel' } as const
const others = { ruleId: 'bob', category: 'rent' } as const
const byRule = { category: 'transfers', categorySource: 'rule' } as const
const chosen = { category: 'leisure', categorySource: 'chosen' } as const

it.each([
  ['was for this one only', byRule, undefined, [], [{ category: null }]],
  ['was chosen before', chosen, undefined, [], [{ category: 'leisure' }]],
  ['is remembered, where nothing was', byRule, now, [others], [{ category: null }, { forget: 'lena' }]],
  ['is remembered over a choice', chosen, now, [], [{ category: 'leisure' }, { forget: 'lena' }]],
  [
    'is remembered over a choice over what was remembered',
    chosen,
    now,
    [others, travel],
    [{ category: 'travel', remember: true }, { category: 'leisure' }],
  ],
  [
    'is remembered where another one was, also since this line',
    byRule,
    now,
    [travel],
    [{ category: 'travel', remember: true }, { category: null }],
  ],
  [
    'is remembered over a choice of what was remembered',
    { ...chosen, category: 'travel' },
    now,
    [travel],
    [{ category: 'travel', remember: true }],
  ],
  ['was remembered already', chosen, now, [now], [{ category: 'leisure' }]],
] as const)('a category that %s', (_, line, since, before, steps) =>
  expect(undoSteps(line, { now: since, before })).toEqual(steps),
)
