/** One's accounts, each a line to its own page, with how it went. */
import { IconChevronDown } from '@tabler/icons-react'
import { type DayBalance, useRecentBalances } from '../../api-client/balance-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import { tailOf } from '../../components/account-number.tsx'
import { Sparkline } from '../../components/balance-line/sparkline.tsx'
import { HeldMark } from '../../components/held-mark.tsx'
import { Money } from '../../components/money.tsx'
import { formatMoney } from '../../components/money-format.ts'
import { PageLink } from '../../components/page-link.tsx'
import { PendingMark } from '../../components/pending-mark.tsx'
import sheet from '../../components/sheet.module.css'
import { StatusMark } from '../../components/status-mark.tsx'
import { commonText } from '../../text/common.ts'
import { overviewText } from '../../text/overview.ts'
import classes from './account-cards.module.css'

const text = overviewText.accounts
const TREND_DAYS = 90

/** Those that are closed are folded away: they have nothing in them, and their book is still to be read. */
export function AccountCards({ accounts }: { accounts: readonly ShownAccount[] }) {
  const balancesOf = useRecentBalances(TREND_DAYS)
  const closed = accounts.filter(({ status }) => status === 'closed')
  const cards = (shown: readonly ShownAccount[]) =>
    shown.length > 0 && (
      <ul className={classes.list}>
        {shown.map((account) => (
          <Card key={account.accountId} account={account} balances={balancesOf(account)} />
        ))}
      </ul>
    )
  return (
    <section className={sheet.sheet} aria-labelledby="accounts-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="accounts-title">
          {text.title}
        </h2>
      </div>
      {cards(accounts.filter(({ status }) => status !== 'closed'))}
      {closed.length > 0 && (
        <details className={classes.closed}>
          <summary className={classes.summary}>
            {text.closed(closed.length)}
            <IconChevronDown aria-hidden size={16} className={classes.chevron} />
          </summary>
          {cards(closed)}
        </details>
      )}
    </section>
  )
}

function Card({ account, balances }: { account: ShownAccount; balances: readonly DayBalance[] | undefined }) {
  return (
    <li>
      <PageLink href={`/accounts/${account.accountId}`} className={classes.account}>
        <span className={classes.words}>
          <span className={classes.name}>{account.name}</span>
          <span className={classes.kind}>
            {commonText.products[account.product]} <span className="money">{tailOf(account.number)}</span>
          </span>
        </span>
        <span className={classes.trend}>
          <Trend balances={balances} />
        </span>
        <span className={classes.figures}>
          <Money value={account.balance} className={classes.balance} />
          {account.pendingTransfers > 0 && <PendingMark />}
          <HeldMark held={account.held} />
          <StatusMark status={account.status} />
        </span>
      </PageLink>
    </li>
  )
}

/** Nothing while it is on its way: its place is kept. A single day has no line. */
function Trend({ balances }: { balances: readonly DayBalance[] | undefined }) {
  if (!balances || balances.length < 2) return null
  const amounts = balances.map(({ balance }) => balance)
  const sorted = amounts.toSorted((a, b) => (minorUnits(a) < minorUnits(b) ? -1 : 1))
  const [first, last, lowest, highest] = [amounts[0], amounts.at(-1), sorted[0], sorted.at(-1)].map(
    (money) => (money ? formatMoney(money) : ''),
  ) as [string, string, string, string]
  return <Sparkline balances={amounts} words={text.trend(balances.length, first, last, lowest, highest)} />
}
