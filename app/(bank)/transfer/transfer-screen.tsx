'use client'

/** Moving money in three steps: write, review, sent. */
import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { useRepeated } from '../../api-client/move-queries.ts'
import { usePayees } from '../../api-client/payees-queries.ts'
import { useAccounts, usePendingTransfer, useRecentTransfers, useSettings } from '../../api-client/queries.ts'
import { isNoSuchThing } from '../../components/in-place-of-page.tsx'
import { Later } from '../../components/later.tsx'
import noticeClasses from '../../components/notice.module.css'
import { payeeIdIn } from '../../components/payee-address.ts'
import { useQueryParameter } from '../../components/query-parameter.ts'
import { EmptyState, ErrorState } from '../../components/states.tsx'
import { transferText } from '../../text/transfer.ts'
import { TransferStatus } from '../transfers/[transferId]/transfer-status.tsx'
import { FormPlaceholder } from './form-placeholder.tsx'

/** Checking account numbers takes the domain's schemas along: fetched when somebody comes to send, not with every page. */
const TransferWizard = dynamic(
  () => import('./transfer-wizard.tsx').then((module) => module.TransferWizard),
  {
    loading: () => <FormPlaceholder />,
  },
)

const sentIdIn = (pathname: string): string | null => /^\/transfers\/([^/]+)$/.exec(pathname)?.[1] ?? null

export type Prefill = Readonly<
  Partial<Record<'from' | 'to' | 'again' | 'repeat' | 'when', string | undefined>>
>

export function TransferScreen({ from, to, again, repeat, when }: Prefill) {
  const { accounts, version, error, refetch, isFetching } = useAccounts()
  const transfers = useRecentTransfers()
  const payees = usePayees()
  const repeated = useRepeated(repeat)
  const { settings, isPending: areSettingsPending } = useSettings()
  const refused = usePendingTransfer(again ?? '')
  const payeeId = to === undefined ? undefined : payeeIdIn(to)
  const isSeeking = useSeeking(payeeId, payees)
  // Once sent, the address becomes the transfer's own without a page load, which a lost connection would break. Going
  // back, or to "Send money" again, changes it back, and that starts a new form with new ids.
  const sentId = sentIdIn(usePathname())
  const [formNumber, setFormNumber] = useState(0)
  useEffect(() => {
    if (sentId !== null) return () => setFormNumber((number) => number + 1)
  }, [sentId])

  if (sentId !== null) return <TransferStatus transferId={sentId} />
  if (!accounts)
    return error ? (
      <ErrorState
        message={describeReadFailure(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    ) : (
      <FormPlaceholder />
    )
  const sendable = accounts.filter(({ status }) => status === 'open')
  if (sendable.length === 0)
    return (
      <EmptyState
        title={transferText.noAccount.title}
        action={
          <Button component={Link} href="/open-account">
            {transferText.noAccount.open}
          </Button>
        }
      >
        {transferText.noAccount.text}
      </EmptyState>
    )
  const unread = [payees, transfers].some(({ data, isError }) => isError && data === undefined)
    ? {
        onRetry: () => {
          for (const query of [payees, transfers]) if (query.isError) void query.refetch()
        },
        isRetrying: payees.isFetching || transfers.isFetching,
      }
    : undefined
  const payee = payees.data?.data.find((one) => one.payeeId === payeeId)
  const opening = [from, payeeId, again, repeat, when].join(' ')
  // Whom one can pay should be there when the form opens: a list that grows under the pointer gets the wrong one clicked.
  const isWaiting = transfers.isPending || payees.isPending || areSettingsPending || isSeeking
  if (isWaiting || (repeat !== undefined && repeated.isPending)) return <FormPlaceholder />
  return (
    <Later placeholder={<FormPlaceholder />}>
      {repeat !== undefined && repeated.isError && (
        <Notice>
          {isNoSuchThing(repeated.error) ? transferText.notRepeated.missing : transferText.notRepeated.unread}
        </Notice>
      )}
      {to !== undefined && payeeId === undefined && <OutdatedLink />}
      {payeeId !== undefined && !payee && (
        <Notice>{payees.data ? transferText.notOnList.missing : transferText.notOnList.unread}</Notice>
      )}
      <TransferWizard
        key={`${formNumber} ${opening}`}
        opening={opening}
        accounts={sendable}
        version={version}
        payees={payees.data?.data ?? []}
        transfers={transfers.data?.data ?? []}
        unread={unread}
        beginning={{
          fromAccountId: from,
          payee,
          refused: refused?.state.status === 'failed' ? refused : undefined,
          repeated: repeated.data?.movement,
          isForLater: when === 'later',
        }}
        undoSeconds={settings.undoSeconds}
      />
    </Later>
  )
}

/** Whether it is still being looked for: the list at hand may be older than who stands on it now. */
const useSeeking = (
  payeeId: string | undefined,
  { data, refetch }: ReturnType<typeof usePayees>,
): boolean => {
  const [sought, setSought] = useState<string>()
  const isMissing =
    payeeId !== undefined && data !== undefined && !data.data.some((one) => one.payeeId === payeeId)
  const isSeeking = isMissing && sought !== payeeId
  useEffect(() => {
    if (isSeeking) void refetch().finally(() => setSought(payeeId))
  }, [isSeeking, payeeId, refetch])
  return isSeeking
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={noticeClasses.notice}>
      <IconInfoCircle aria-hidden size={20} />
      <span className={noticeClasses.text}>{children}</span>
    </div>
  )
}

/** One with an account number, which does not stay in the address: a reload would send it once more. */
function OutdatedLink() {
  const [, setTo] = useQueryParameter('to')
  useEffect(() => setTo(null), [setTo])
  return <Notice>{transferText.notOnList.outdated}</Notice>
}
