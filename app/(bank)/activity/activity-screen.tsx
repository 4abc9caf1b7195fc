'use client'

/** Every line of all of one's accounts, in one list to be searched. */
import { useAccounts } from '../../api-client/queries.ts'
import { InPlaceOfPage } from '../../components/in-place-of-page.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { transactionsText } from '../../text/transactions.ts'
import { TransactionBook } from '../accounts/[accountId]/transactions/book.tsx'
import { PagePlaceholder } from '../page-placeholder.tsx'

const { activity: text } = transactionsText

export function ActivityScreen() {
  const asked = useAccounts()
  const { accounts } = asked
  if (!accounts)
    return (
      <InPlaceOfPage asked={asked} title={text.title} placeholder={<PagePlaceholder title={text.title} />} />
    )
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <TransactionBook scope="all" accounts={accounts} title={transactionsText.title} />
    </>
  )
}
