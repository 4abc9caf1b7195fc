'use client'

/** One month of one account, as it would stand on paper: opening, what it comes to, every line, closing, and the proof. */
import { Button, Skeleton } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react'
import Link from 'next/link'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { balanceWith } from '../../../../api-client/pending-overlay.ts'
import { type ShownAccount, useAccounts, useOverlay } from '../../../../api-client/queries.ts'
import { useStatement } from '../../../../api-client/statements-queries.ts'
import { inGroups } from '../../../../components/account-number.tsx'
import { dayAndTime } from '../../../../components/dates.ts'
import { ExportMenu, statementFormats } from '../../../../components/export-menu.tsx'
import { InPlaceOfPage, isNoSuchThing } from '../../../../components/in-place-of-page.tsx'
import { addMonths, isMonth, monthAt, nameOfMonth } from '../../../../components/months.ts'
import { PageHeading } from '../../../../components/page-heading.tsx'
import { ErrorState } from '../../../../components/states.tsx'
import { statementsText as text } from '../../../../text/statements.ts'
import { PagePlaceholder } from '../../../page-placeholder.tsx'
import { isRunning, MonthMark } from '../../month-mark.tsx'
import classes from './statement.module.css'
import { StatementBook } from './statement-book.tsx'
import { StatementCategories } from './statement-categories.tsx'
import { StatementProof } from './statement-proof.tsx'
import { StatementSummary } from './statement-summary.tsx'

const missing = { title: text.noSuch, detail: text.noSuchText, href: '/statements', link: text.toAll }

export function StatementScreen({ accountId, month }: { accountId: string; month: string }) {
  const list = useAccounts()
  const account = list.accounts?.find((one) => one.accountId === accountId)
  const book = useStatement(accountId, month)
  const overlay = useOverlay()
  const isMissing = !isMonth(month) || isNoSuchThing(book.error) || (list.accounts !== undefined && !account)
  if (isMissing || !account)
    return (
      <InPlaceOfPage asked={list} missing={missing} isMissing={isMissing} placeholder={<PagePlaceholder />} />
    )
  const { statement } = book
  // Its lines are what the bank has written, and add up to its closing; what is pending stands beside that.
  const laid =
    statement && isRunning(statement)
      ? balanceWith({ accountId, balance: statement.closing }, book.version ?? 0, overlay)
      : undefined
  const balanceNow = laid && laid.pendingTransfers > 0 ? laid.balance : null
  return (
    <div className={classes.page}>
      <PageHeading
        title={
          <>
            {nameOfMonth(month)} {statement && <MonthMark statement={statement} />}
          </>
        }
        note={
          <>
            {account.name} · <span className="money">{inGroups(account.number)}</span> · {account.owner.name}
          </>
        }
      >
        <Button
          variant="default"
          radius="xl"
          leftSection={<IconPrinter aria-hidden size={18} />}
          onClick={() => window.print()}
        >
          {text.print}
        </Button>
        <ExportMenu
          source={{ path: '/api/statements/export', body: { accountId, month } }}
          formats={statementFormats}
          count={statement?.entries}
        />
      </PageHeading>
      {/* Stays while the next month comes, and keeps the focus. */}
      <OtherMonths account={account} month={month} />
      {statement ? (
        <>
          {statement.status === 'open' && (
            <p className={classes.note}>{isRunning(statement) ? text.runningNote : text.waitingNote}</p>
          )}
          <StatementSummary statement={statement} version={book.version} balanceNow={balanceNow} />
          <StatementCategories statement={statement} />
          <StatementBook book={{ ...book, statement }} />
          <StatementProof statement={statement} />
          <Printed />
        </>
      ) : book.error ? (
        <ErrorState message={describeReadFailure(book.error)} onRetry={() => void book.refetch()} />
      ) : (
        <div role="status" aria-label={text.loading}>
          <Skeleton height={110} radius="lg" mb={20} />
          <Skeleton height={420} radius="lg" />
        </div>
      )}
    </div>
  )
}

/** As far as the account was there: the bank opens no month before it. */
function OtherMonths({ account, month }: { account: ShownAccount; month: string }) {
  const { bankTimeZone } = useBankSession()
  const first = monthAt(account.openedAt, bankTimeZone)
  const last = monthAt(new Date(), bankTimeZone)
  const [before, after] = [addMonths(month, -1), addMonths(month, 1)]
  return (
    <nav aria-label={text.months} className={classes.months}>
      {before >= first ? (
        <Link
          href={`/statements/${account.accountId}/${before}`}
          aria-label={text.previousLabel(nameOfMonth(before))}
          className={classes.neighbour}
        >
          <IconChevronLeft aria-hidden size={18} />
          {nameOfMonth(before)}
        </Link>
      ) : (
        <span />
      )}
      {after <= last && (
        <Link
          href={`/statements/${account.accountId}/${after}`}
          aria-label={text.nextLabel(nameOfMonth(after))}
          className={classes.neighbour}
        >
          {nameOfMonth(after)}
          <IconChevronRight aria-hidden size={18} />
        </Link>
      )}
    </nav>
  )
}

/** On paper alone: when it was taken from the screen. */
function Printed() {
  const { timeZone } = useBankSession()
  return <p className={classes.printed}>{text.printed(dayAndTime(new Date(), timeZone))}</p>
}
