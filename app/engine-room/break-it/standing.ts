/** How each invariant stands, as far as that is known now. */
import type { InvariantReport } from '../../api-client/engine-room-break-it-queries.ts'

export type Standing = 'holds' | 'broken' | 'checking' | 'unknown'
export type Standings = Readonly<Record<'money' | 'debits' | 'gapless' | 'projections', Standing>>

/** What was checked longer ago than this says nothing about now. */
export const FRESH_MS = 5_000

/** At most: from when it was asked for, however long the answer took, and what the bank had of it already then. */
export const ageOf = (
  report: { readonly askedAt: number; readonly data: Pick<InvariantReport['data'], 'ageMs'> } | undefined,
  now: number,
): number => (report ? now - report.askedAt + report.data.ageMs : 0)

const all = (standing: Standing): Standings => ({
  money: standing,
  debits: standing,
  gapless: standing,
  projections: standing,
})

/** `ageMs`: of the report. Nothing is said to hold before all of the log was looked at once. */
export const standingsOf = (
  data: InvariantReport['data'] | undefined,
  { ageMs, hasFailed }: { readonly ageMs: number; readonly hasFailed: boolean },
): Standings => {
  if (data === undefined) return all(hasFailed ? 'unknown' : 'checking')
  const one = (isBroken: boolean, isSeen: boolean): Standing =>
    isBroken ? 'broken' : ageMs > FRESH_MS ? 'unknown' : isSeen ? 'holds' : 'checking'
  const { log, moneyConserved, debitsEqualCredits, gapless, projections } = data
  return {
    money: one(
      moneyConserved.findings.length > 0 || moneyConserved.sums.some(({ isEqual }) => !isEqual),
      log.isWhole,
    ),
    debits: one(debitsEqualCredits.findings.length > 0, log.isWhole),
    gapless: one(gapless.findings.length > 0, log.isWhole),
    projections: one(projections.findings.length > 0, projections.compared > 0),
  }
}
