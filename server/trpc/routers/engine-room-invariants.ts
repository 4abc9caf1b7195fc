/** What must hold of the bank whatever goes wrong in it, for the engine room. */

import { type Currency, money, toWire } from '../../domain/money.ts'
import type { InvariantReport } from '../../engine-room/invariants.ts'
import type { LogFinding } from '../../engine-room/log-audit.ts'
import { engineRoomProcedure, inputOf } from '../procedures.ts'

/** Each look moves the checks on by a part; the page asks while somebody sees it. */
export const invariantsProcedure = engineRoomProcedure
  .input(inputOf({}))
  .query(async ({ ctx: { services } }) => {
    const askedAt = Date.now()
    return onTheWire(await services.invariants.look(), askedAt)
  })

const onTheWire = ({ checkedAt, head, log, projections }: InvariantReport, askedAt: number) => ({
  version: head,
  data: {
    checkedAt: checkedAt.toISOString(),
    /** How old it was already when it was asked for: several who look share one answer. */
    ageMs: Math.max(0, askedAt - checkedAt.getTime()),
    /** Up to where the log has been summed; whether that is its end; and the sum that is made again from its beginning. */
    log: {
      position: log.position,
      isWhole: log.isWhole,
      summedAt: log.summedAt?.toISOString() ?? null,
      again: log.again,
    },
    moneyConserved: {
      findings: log.money.map(findingOnTheWire),
      accounts: log.accounts,
      sums: log.sums.map(({ currency, balances, paidIn }) => ({
        balances: wire(balances, currency),
        paidIn: wire(paidIn, currency),
        isEqual: balances === paidIn,
      })),
    },
    debitsEqualCredits: {
      findings: log.debits.map(findingOnTheWire),
      transfers: log.transfers,
      movements: log.movements,
    },
    gapless: { findings: log.gapless.map(findingOnTheWire) },
    projections: {
      findings: [...projections.findings],
      compared: projections.compared,
      models: projections.models.map(({ compared, findings: _, ...model }) => ({
        ...model,
        compared: compared.length,
        lag: Math.max(0, head - model.position),
      })),
    },
  },
})

const wire = (amountMinor: bigint, currency: Currency) => toWire(money(amountMinor, currency))

const findingOnTheWire = (finding: LogFinding) => {
  switch (finding.kind) {
    case 'gap':
      return finding
    case 'unreadable':
      return finding
    case 'balance': {
      const { told, summed, currency, ...rest } = finding
      return { ...rest, told: wire(told, currency), summed: wire(summed, currency) }
    }
    case 'transfer': {
      const { difference, currency, ...rest } = finding
      return { ...rest, difference: wire(difference, currency) }
    }
  }
}
