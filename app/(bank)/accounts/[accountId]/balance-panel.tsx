/** What is in an account, or what was in it at the end of a day: then it says so, and what is in it now beside it. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WireMoney } from '../../../../server/domain/decimal.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../api-client/shown-accounts.ts'
import { AccountNumber } from '../../../components/account-number.tsx'
import { AsOf } from '../../../components/as-of.tsx'
import { fullDate } from '../../../components/dates.ts'
import { Guilloche } from '../../../components/guilloche.tsx'
import { Money } from '../../../components/money.tsx'
import { PendingMark } from '../../../components/pending-mark.tsx'
import { StatusMark } from '../../../components/status-mark.tsx'
import { accountText } from '../../../text/account.ts'
import classes from './account.module.css'

const text = accountText.balance

export type Then = {
  readonly day: string
  readonly balance: WireMoney | undefined
  /** Known a moment after the balance, which may stand in what is drawn already. */
  readonly held: WireMoney | undefined
  readonly available: WireMoney | undefined
}

export function BalancePanel({
  account,
  version,
  then,
}: {
  account: ShownAccount
  version: number | undefined
  then: Then | undefined
}) {
  return (
    <section className={classes.balance} data-then={then ? true : undefined} aria-label={text.region}>
      <Guilloche className={classes.guilloche} />
      <div className={classes.figure}>
        {then ? <FigureThen then={then} /> : <FigureNow account={account} />}
        <AsOf version={version} />
      </div>
      <dl className={classes.facts}>
        {then && (
          <Fact name={text.now}>
            <Money value={account.balance} />
          </Fact>
        )}
        <Spendable {...(then ?? account)} />
        <Fact name={text.number}>
          <AccountNumber number={account.number} />
        </Fact>
        <Fact name={text.holder}>{account.owner.name}</Fact>
      </dl>
    </section>
  )
}

function Spendable({ held, available }: { held: WireMoney | undefined; available: WireMoney | undefined }) {
  return (
    <>
      <Fact name={text.available}>
        {available ? (
          <Money value={available} />
        ) : (
          <Skeleton component="span" display="inline-block" height={16} width={90} />
        )}
      </Fact>
      {held && minorUnits(held) > 0n && (
        <Fact name={text.held}>
          <Money value={held} />
        </Fact>
      )}
    </>
  )
}

function FigureNow({ account }: { account: ShownAccount }) {
  return (
    <>
      <h2 className={classes.label}>
        {text.title} {account.pendingTransfers > 0 && <PendingMark>{text.includesPending}</PendingMark>}
        <StatusMark status={account.status} />
      </h2>
      <Money value={account.balance} className={classes.amount} />
    </>
  )
}

function FigureThen({ then: { day, balance } }: { then: Pick<Then, 'day' | 'balance'> }) {
  return (
    <>
      <h2 className={classes.label}>
        {text.onDay(fullDate(day))} <span className={classes.asItWas}>{text.asItWas}</span>
      </h2>
      {balance ? (
        <Money value={balance} className={classes.amount} />
      ) : (
        <span role="status" aria-label={text.loading}>
          <Skeleton height={44} width={220} my={4} />
        </span>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
