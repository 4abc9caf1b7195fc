/** What a rule has found is told in a sentence, with its figures as the reader writes them. */
import { afterEach, expect, it, test } from 'vitest'
import { explainFinding } from '../../../app/(staff)/staff/alerts/explain-finding.ts'
import { setPreferences } from '../../../app/components/preferences.ts'
import type { Finding } from '../../../server/domain/fraud/finding.ts'

afterEach(() => setPreferences({ locale: null, zone: 'device', hasShortcuts: true }))

const HOUR = 3_600_000
const usd = (amount: string) => ({ amount, currency: 'USD' }) as const

const findings: readonly (readonly [Finding, string])[] = [
  [
    { rule: 'velocity', severity: 'medium', figures: { transfers: 10, tookMs: 59_999, withinMs: 600_000 } },
    '10 transfers have left the account within 59 seconds; so many within 10 minutes are many.',
  ],
  [
    {
      rule: 'structuring',
      severity: 'high',
      figures: { transfers: 3, tookMs: 26 * HOUR, total: usd('28999.99'), threshold: usd('10000.00') },
    },
    '3 transfers within 1 day, $28,999.99 in all, were each just under the $10,000.00 from which on transfers are reviewed.',
  ],
  [
    {
      rule: 'newPayee',
      severity: 'high',
      figures: { total: usd('10000.00'), withinMs: 24 * HOUR, much: usd('5000.00') },
    },
    '$10,000.00 to a payee who was paid for the first time less than 1 day ago; $5,000.00 is much.',
  ],
  [
    {
      rule: 'dormant',
      severity: 'medium',
      figures: { sent: usd('1500.00'), quietMs: 200.5 * 24 * HOUR, dormantMs: 180 * 24 * HOUR },
    },
    '$1,500.00 to a new payee leaves an account out of which nothing had gone for 200 days; from 180 days on it counts as dormant.',
  ],
  [
    {
      rule: 'circle',
      severity: 'high',
      figures: { returned: usd('9500.00'), sent: usd('10000.00'), others: 2, tookMs: 5 * HOUR },
    },
    '$9,500.00 comes back to a customer who had sent $10,000.00, over 2 others and within 5 hours.',
  ],
]

it.each(findings)('%o', (finding, sentence) => {
  setPreferences({ locale: 'en-US' })
  expect(explainFinding(finding)).toBe(sentence)
})

test('figures are those of the reader’s language', () => {
  setPreferences({ locale: 'de' })
  expect(explainFinding(findings[4]![0])).toContain('9.500,00')
})
