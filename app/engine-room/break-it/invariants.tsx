'use client'

/** What must hold, each with what was compared, up to where and when; and what does not hold, if anything. */
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, IconHourglass } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { type InvariantReport, useInvariants } from '../../api-client/engine-room-break-it-queries.ts'
import { exactTime } from '../../components/dates.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { useNow } from '../../components/now.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import classes from './break-it.module.css'
import { describeDebits, describeLogFinding, describeProjectionFinding } from './findings.ts'
import { ageOf, type Standing, standingsOf } from './standing.ts'

const { invariants: text } = breakItText

const icons = {
  holds: IconCircleCheck,
  broken: IconAlertTriangle,
  checking: IconHourglass,
  unknown: IconHelpCircle,
} as const

export function Invariants() {
  const { data, error } = useInvariants()
  const now = useNow()
  const { timeZone } = useBankSession()
  const standings = standingsOf(data?.data, { ageMs: ageOf(data, now), hasFailed: error !== null })
  const all = Object.values(standings)
  const broken = all.filter((one) => one === 'broken').length
  return (
    <Part title={text.title} className={classes.invariants}>
      <p role="status" className={classes.verdict} data-standing={verdictOf(all)}>
        {broken > 0 ? text.broken(formatCount(broken)) : sentenceOf(verdictOf(all))}
      </p>
      <dl className={classes.list}>
        <Invariant name="money" standing={standings.money}>
          {data && <Money data={data.data} />}
        </Invariant>
        <Invariant name="debits" standing={standings.debits}>
          {data && <Debits data={data.data} />}
        </Invariant>
        <Invariant name="gapless" standing={standings.gapless}>
          {data && <Gapless data={data.data} />}
        </Invariant>
        <Invariant name="projections" standing={standings.projections}>
          {data && <Projections data={data.data} />}
        </Invariant>
      </dl>
      {data && (
        <p className={classes.quiet}>
          {text.lastChecked(exactTime(data.data.checkedAt, timeZone))} <HowFar report={data} />
        </p>
      )}
      <details className={classes.how}>
        <summary>{text.how}</summary>
        <Explanation of="server/engine-room/log-audit.ts#createLogAudit">{text.explained.log}</Explanation>
        <Explanation of="server/engine-room/projection-check.ts#checkProjections">
          {text.explained.projections}
        </Explanation>
      </details>
    </Part>
  )
}

const verdictOf = (all: readonly Standing[]): Standing =>
  (['broken', 'unknown', 'checking'] as const).find((one) => all.includes(one)) ?? 'holds'

const sentenceOf = (standing: Standing): string =>
  standing === 'holds' ? text.all : standing === 'checking' ? text.checking : text.unknown

function Invariant({
  name,
  standing,
  children,
}: {
  name: 'money' | 'debits' | 'gapless' | 'projections'
  standing: Standing
  children: ReactNode
}) {
  const Icon = icons[standing]
  return (
    <div className={classes.invariant} data-invariant={name} data-standing={standing}>
      <dt>
        <Icon aria-hidden size={20} className={classes.icon} />
        <span>{text[name].title}</span>
        <span className={classes.standing}>{text.states[standing]}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

type Data = { readonly data: InvariantReport['data'] }

function Money({ data: { moneyConserved: money } }: Data) {
  return (
    <>
      <p>{text.money.holds(formatCount(money.accounts))}</p>
      <ul className="money">
        {money.sums.map(({ balances, paidIn, isEqual }) => (
          <li key={balances.currency}>
            {text.money[isEqual ? 'sum' : 'differs'](formatMoney(balances), formatMoney(paidIn))}
          </li>
        ))}
      </ul>
      <Found sentences={money.findings.map(describeLogFinding)} />
    </>
  )
}

function Debits({ data: { debitsEqualCredits: debits } }: Data) {
  return (
    <>
      <p>{describeDebits(debits)}</p>
      <Found sentences={debits.findings.map(describeLogFinding)} />
    </>
  )
}

function Gapless({ data: { gapless, log } }: Data) {
  return (
    <>
      {gapless.findings.length === 0 && <p>{text.gapless.holds(formatCount(log.position))}</p>}
      <Found sentences={gapless.findings.map(describeLogFinding)} />
    </>
  )
}

function Projections({ data: { projections } }: Data) {
  return (
    <>
      <ul>
        {projections.models.map(({ model, compared, position, lag, isPaused, parked, leftOut }) => (
          <li key={model}>
            {text.projections.compared(model, formatCount(compared), formatCount(position))}
            {lag > 0 && text.projections.behind(formatCount(lag))}
            {isPaused && text.projections.paused}
            {parked > 0 && text.projections.parked(formatCount(parked), formatCount(leftOut))}
          </li>
        ))}
      </ul>
      <p>{text.projections.sum(formatCount(projections.compared))}</p>
      <Found sentences={projections.findings.map(describeProjectionFinding)} />
    </>
  )
}

function Found({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <ul className={classes.findings}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function HowFar({ report: { version, data } }: { report: InvariantReport }) {
  const { timeZone } = useBankSession()
  const { isWhole, position, summedAt, again } = data.log
  if (!isWhole || summedAt === null) return text.summed(formatCount(position), formatCount(version))
  return text.again(exactTime(summedAt, timeZone), formatCount(again))
}
