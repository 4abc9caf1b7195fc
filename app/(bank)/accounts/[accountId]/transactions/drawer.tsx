'use client'

/**
 * All that is known of one line, beside the list: its own modal dialog, under an address of its own. It goes on to the
 * line before and after it, and what is done here is done to this line.
 */
import { ActionIcon, Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Transaction } from '../../../../api-client/api.ts'
import { describeReadFailure, httpStatusOf } from '../../../../api-client/failures.ts'
import { type ShownAccount, usePartyName } from '../../../../api-client/queries.ts'
import type { ListScope } from '../../../../api-client/transaction-list-queries.ts'
import { useTransaction } from '../../../../api-client/transaction-queries.ts'
import { AsOf } from '../../../../components/as-of.tsx'
import { Dialog } from '../../../../components/dialog.tsx'
import { Later } from '../../../../components/later.tsx'
import { titleOf } from '../../../../components/movement-row.tsx'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { transactionText as text } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'
import { DrawerActions } from './drawer-actions.tsx'
import { DrawerFacts } from './drawer-facts.tsx'
import { EventsBehind } from './events-behind.tsx'

export type Neighbours = { readonly newer: number | undefined; readonly older: number | undefined }

export function TransactionDrawer({
  scope,
  accounts,
  position,
  known,
  neighbours,
  onMove,
  onClose,
}: {
  scope: ListScope
  /** Whose lines there are. */
  accounts: readonly ShownAccount[]
  position: number
  /** As the list has it, until the bank has been asked for this one. */
  known: Transaction | undefined
  neighbours: Neighbours
  onMove: (position: number) => void
  onClose: () => void
}) {
  const { data: answer, error, refetch, isFetching } = useTransaction(scope, position)
  const nameOf = usePartyName()
  const transaction = answer?.data ?? known
  const account = accounts.find(({ accountId }) => accountId === transaction?.accountId)
  return (
    <Dialog
      title={transaction ? titleOf(transaction, nameOf) : text.title}
      shape="drawer"
      onClose={onClose}
      tools={<Steps neighbours={neighbours} onMove={onMove} />}
    >
      {transaction ? (
        <Later placeholder={<RowsPlaceholder label={text.loading} rows={5} />}>
          {/* Another line begins anew: nothing that was opened or typed for one is there for the next. */}
          <div key={position} className={classes.drawer}>
            <DrawerFacts transaction={transaction} account={scope === 'all' ? account : undefined} />
            {account && <DrawerActions transaction={transaction} account={account} />}
            <Events transaction={transaction} />
            <AsOf version={answer?.version} />
          </div>
        </Later>
      ) : answer || httpStatusOf(error) === 404 ? (
        <EmptyState title={text.missing}>{text.missingDetail}</EmptyState>
      ) : !error ? (
        <RowsPlaceholder label={text.loading} rows={5} />
      ) : (
        <ErrorState
          message={describeReadFailure(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      )}
    </Dialog>
  )
}

function Steps({ neighbours, onMove }: { neighbours: Neighbours; onMove: (position: number) => void }) {
  const { newer, older } = neighbours
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Where arrow keys move something else, they do not go on to another line.
      const isTaken =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [data-scrolls]')
      if (isTaken || event.altKey || event.ctrlKey || event.metaKey) return
      const to = event.key === 'ArrowLeft' ? newer : event.key === 'ArrowRight' ? older : undefined
      if (to !== undefined) onMove(to)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [newer, older, onMove])
  return (
    <>
      <Step label={text.newer} to={newer} onMove={onMove} icon={<IconChevronUp aria-hidden size={18} />} />
      <Step label={text.older} to={older} onMove={onMove} icon={<IconChevronDown aria-hidden size={18} />} />
    </>
  )
}

/** It stays where it is at the end of the list, and keeps the focus; it only does nothing more. */
function Step({
  label,
  to,
  onMove,
  icon,
}: {
  label: string
  to: number | undefined
  onMove: (position: number) => void
  icon: ReactNode
}) {
  return (
    <ActionIcon
      variant="subtle"
      size={36}
      aria-label={label}
      aria-disabled={to === undefined}
      data-disabled={to === undefined || undefined}
      onClick={() => to !== undefined && onMove(to)}
    >
      {icon}
    </ActionIcon>
  )
}

function Events({ transaction }: { transaction: Transaction }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={classes.part}>
      <Button
        variant="subtle"
        size="sm"
        className={classes.disclosure}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? text.hideEvents : text.showEvents}
      </Button>
      {isOpen && <EventsBehind transaction={transaction} />}
    </section>
  )
}
