'use client'

/**
 * Where one's money comes from and goes, and what is left of it: all of it for one stretch of time, one choice of
 * accounts and one currency, which stand in the address.
 */
import dynamic from 'next/dynamic'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { useAccounts } from '../../api-client/queries.ts'
import { InPlaceOfPage } from '../../components/in-place-of-page.tsx'
import { monthAt, monthsFrom } from '../../components/months.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import sheet from '../../components/sheet.module.css'
import { EmptyState } from '../../components/states.tsx'
import { insightsText as text } from '../../text/insights.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import { monthsOf } from './address.ts'
import { Controls } from './controls.tsx'
import { useAddress } from './use-address.ts'

/** The drawings come with the page that shows them, and with no other. */
const Figures = dynamic(() => import('./figures.tsx').then((module) => module.Figures), {
  ssr: false,
  loading: () => <PagePlaceholder />,
})
const LinesDialog = dynamic(() => import('./lines-dialog.tsx').then((module) => module.LinesDialog), {
  ssr: false,
})

export function InsightsScreen() {
  const { bankTimeZone } = useBankSession()
  const asked = useAccounts()
  const { accounts } = asked
  const { address, change, show, hide } = useAddress()
  if (!accounts)
    return (
      <InPlaceOfPage asked={asked} title={text.title} placeholder={<PagePlaceholder title={text.title} />} />
    )
  if (accounts.length === 0)
    return (
      <>
        <PageHeading title={text.title} />
        <section className={sheet.sheet}>
          <EmptyState title={text.empty.title}>{text.empty.text}</EmptyState>
        </section>
      </>
    )
  const { from, to } = monthsOf(address.range, monthAt(new Date(), bankTimeZone))
  const account = accounts.find(({ accountId }) => accountId === address.accountId)
  const here = account ? [account] : accounts
  const currencies = [...new Set(here.map(({ balance }) => balance.currency))]
  const currency = currencies.find((one) => one === address.currency) ?? currencies[0]!
  const picture = {
    scope: { accountId: account?.accountId ?? null, from, to },
    months: monthsFrom(from, to),
    accounts: here,
    currency,
    view: address.view,
    show,
  }
  return (
    <>
      <PageHeading title={text.title} />
      <Controls
        address={{ ...address, accountId: account?.accountId ?? null, currency }}
        months={{ from, to }}
        accounts={accounts}
        currencies={currencies}
        onChange={change}
      />
      <Figures picture={picture} />
      {address.shown && (
        <LinesDialog
          shown={address.shown}
          scope={picture.scope}
          currency={currency}
          accounts={accounts}
          onClose={hide}
        />
      )}
    </>
  )
}
