/**
 * What must hold of the bank whatever goes wrong in it, checked on the real data while somebody looks.
 *
 * The log is summed once, in small parts, and from then on only what is new; beside that it is summed again from its
 * beginning, slowly and again and again, because what was right once could have been changed since. Whoever looks
 * moves both on by a part: when nobody looks, nothing is done, and however many look, it is done once. While the process
 * has much to do for others, a look does little, and says so by how far the sum has come.
 */
import type { Sql } from '../../db/client.ts'
import { readEntries, readHead } from '../event-store/read.ts'
import { readBatch } from '../read-models/batch.ts'
import { type BusyMeter, createBusyMeter } from './busy.ts'
import { createLogAudit, type LogAudit } from './log-audit.ts'
import { type CheckedModel, checkProjections, type ProjectionFinding } from './projection-check.ts'

/** Some 15 ms of work, so that nobody else's request waits for long. */
const PART = 500
/** So long a look may go on with what it has not seen; what it sums again goes on by one part. */
const LOOK_MS = 150
/**
 * Two who look within this time get the same answer; while there is much else to do, within three times this time: not so
 * long that it is too old to be shown before whoever looks once a second gets the next.
 */
const FRESH_MS = 800
const FRESH_TIMES_WHEN_BUSY = 3
/** How many accounts a look compares: money moved on some of them lately, the others come in turn. */
const COMPARED = { recent: 6, rolling: 4 } as const
/** The same while there is much else to do, and what is summed then. */
const COMPARED_WHEN_BUSY = { recent: 1, rolling: 1 } as const
const PART_WHEN_BUSY = 100
/** Accounts that were wrong, which are looked at again. */
const MOST_WRONG = 4
/** How many accounts that money moved on lately are remembered. */
const MOST_RECENT = 40

export type InvariantReport = {
  /** When the look began: nothing in it was read earlier. */
  readonly checkedAt: Date
  readonly head: number
  readonly log: ReturnType<LogAudit['report']> & {
    /** It has been summed to its end. */
    readonly isWhole: boolean
    /** When the whole log was summed last, from its beginning to its end; and how far the next time has come. */
    readonly summedAt: Date | null
    readonly again: number
  }
  readonly projections: {
    readonly models: readonly CheckedModel[]
    /** How many accounts have been compared since somebody began to look. */
    readonly compared: number
    readonly findings: readonly ProjectionFinding[]
  }
}

export type Invariants = { readonly look: () => Promise<InvariantReport> }

export const createInvariants = (
  sql: Sql,
  {
    now = () => new Date(),
    freshMs = FRESH_MS,
    lookMs = LOOK_MS,
    part = PART,
    meter = createBusyMeter(),
  }: {
    now?: () => Date
    freshMs?: number
    lookMs?: number
    part?: number
    meter?: BusyMeter
  } = {},
): Invariants => {
  let audit = createLogAudit()
  let again = createLogAudit()
  /** The first sum has reached the log's end. */
  let isWhole = false
  let summedAt: Date | null = null
  let wasBusy = false
  /** Money moved on these lately, the latest last. */
  const recent = new Set<string>()
  /** What is summed again has been noted before, and nothing has moved there lately. */
  let notedUpTo = 0
  let rollingAfter = '00000000-0000-0000-0000-000000000000'
  const compared = new Set<string>()
  /** What is found stays until the same account is found to be right. */
  const findings = new Map<string, readonly ProjectionFinding[]>()

  const startAnew = () => {
    audit = createLogAudit()
    again = createLogAudit()
    isWhole = false
    summedAt = null
    recent.clear()
    notedUpTo = 0
    findings.clear()
  }

  /** True when it has reached the log's end. */
  const carryOn = async (one: LogAudit, size = part): Promise<boolean> => {
    const { events, isLast } = await readBatch(sql, readEntries, { after: one.position(), size })
    one.follow(events)
    for (const event of events) {
      if (event.globalPosition <= notedUpTo) continue
      notedUpTo = event.globalPosition
      if (event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn') {
        const accountId = event.streamId.slice('BankAccount-'.length)
        recent.delete(accountId)
        recent.add(accountId)
        if (recent.size > MOST_RECENT) recent.delete(recent.values().next().value!)
      }
    }
    return isLast
  }

  /** False when the time was up before the log's end: more is written than can be summed beside it. */
  const sumLog = async (isBusy: boolean): Promise<boolean> => {
    const began = performance.now()
    const size = isBusy ? Math.min(part, PART_WHEN_BUSY) : part
    while (!(await carryOn(audit, size))) if (isBusy || performance.now() - began >= lookMs) return false
    if (!isWhole) {
      isWhole = true
      summedAt = now()
    } else if (!isBusy && (await carryOn(again))) {
      // It has seen all that the other has, and later.
      audit = again
      again = createLogAudit()
      summedAt = now()
    }
    return true
  }

  const nextAccounts = async (isBusy: boolean): Promise<string[]> => {
    const most = isBusy ? COMPARED_WHEN_BUSY : COMPARED
    const rolling = await sql<{ account_id: string }[]>`
      SELECT account_id FROM account_summaries WHERE account_id > ${rollingAfter}
      ORDER BY account_id LIMIT ${most.rolling}`
    rollingAfter = rolling.at(-1)?.account_id ?? '00000000-0000-0000-0000-000000000000'
    const latest = [...recent].slice(-most.recent)
    // What was wrong is looked at again until it is right.
    const wrong = [...findings.keys()].slice(0, MOST_WRONG)
    return [...new Set([...latest, ...wrong, ...rolling.map(({ account_id }) => account_id)])]
  }

  const compareSome = async (isBusy: boolean): Promise<CheckedModel[]> => {
    const models = await checkProjections(sql, await nextAccounts(isBusy))
    const wrong = models.flatMap((model) => model.findings)
    for (const accountId of new Set(models.flatMap((model) => model.compared))) {
      compared.add(accountId)
      const own = wrong.filter((finding) => finding.accountId === accountId)
      if (own.length > 0) findings.set(accountId, own)
      else findings.delete(accountId)
    }
    return models
  }

  const check = async (): Promise<InvariantReport> => {
    const checkedAt = now()
    const head = await readHead(sql)
    // Another log than the one that was summed.
    if (head < audit.position()) startAnew()
    const isBusy = meter.isBusy()
    wasBusy = isBusy
    const isAtEnd = await sumLog(isBusy)
    const models = await compareSome(isBusy)
    const report = audit.report()
    // It has been handed out, and nothing stands there.
    if (isAtEnd && report.position < head)
      report.gapless.push({ kind: 'gap', position: head, expected: report.position + 1 })
    return {
      checkedAt,
      head: Math.max(head, report.position),
      log: { ...report, isWhole: isWhole && isAtEnd, summedAt, again: again.position() },
      projections: { models, compared: compared.size, findings: [...findings.values()].flat() },
    }
  }

  let last: { readonly report: Promise<InvariantReport>; readonly at: number } | undefined
  let isChecking = false
  return {
    look: () => {
      const stillFreshMs = wasBusy ? freshMs * FRESH_TIMES_WHEN_BUSY : freshMs
      if (last && (isChecking || performance.now() - last.at < stillFreshMs)) return last.report
      isChecking = true
      const report = check().finally(() => {
        isChecking = false
        // Its own work is none that it has to stand back from.
        meter.begin()
      })
      last = { report, at: performance.now() }
      report.catch(() => {
        // Nobody is told twice of one failure.
        last = undefined
      })
      return report
    },
  }
}
