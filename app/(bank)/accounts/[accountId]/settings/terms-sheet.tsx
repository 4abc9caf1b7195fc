'use client'

/** What the account pays and costs, and what that has come to since its books were last closed. */
import type { ReactNode } from 'react'
import { useInterest, useTerms } from '../../../../api-client/account-settings-queries.ts'
import { describeReadFailure } from '../../../../api-client/failures.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'
import { AsOf } from '../../../../components/as-of.tsx'
import { fullDate } from '../../../../components/dates.ts'
import { Money } from '../../../../components/money.tsx'
import { formatPercent } from '../../../../components/money-format.ts'
import { ErrorState, RowsPlaceholder } from '../../../../components/states.tsx'
import { accountSettingsText } from '../../../../text/account-settings.ts'
import { SettingSheet } from './setting-sheet.tsx'
import classes from './settings.module.css'

const text = accountSettingsText.terms

export function TermsSheet({ account }: { account: ShownAccount }) {
  const { terms, error: noTerms, refetch: termsAgain } = useTerms(account)
  const { interest, data, error: noInterest, refetch: interestAgain } = useInterest(account.accountId)
  const error = noTerms ?? noInterest
  if (!terms || !interest)
    return (
      <SettingSheet title={text.title}>
        {error ? (
          <ErrorState
            title={text.failed}
            message={describeReadFailure(error)}
            onRetry={() => void Promise.all([termsAgain(), interestAgain()])}
          />
        ) : (
          <RowsPlaceholder rows={3} label={text.loading} />
        )}
      </SettingSheet>
    )
  const { overdraft } = terms
  const isCharged = minorUnits(interest.charged) + minorUnits(interest.fee) > 0n
  return (
    <SettingSheet title={text.title}>
      <dl className={classes.facts}>
        <Fact name={text.rate}>{text.aYear(formatPercent(terms.interestRate))}</Fact>
        {account.product === 'savings' && (
          <Fact name={text.earned}>
            <Money value={interest.earned} />
          </Fact>
        )}
        {overdraft && (
          <>
            <Fact name={text.overdraftRate}>{text.aYear(formatPercent(overdraft.interestRate))}</Fact>
            <Fact name={text.fee}>
              <Money value={overdraft.monthlyFee} />
            </Fact>
          </>
        )}
        {isCharged && (
          <>
            <Fact name={text.charged}>
              <Money value={interest.charged} />
            </Fact>
            <Fact name={text.feeSoFar}>
              <Money value={interest.fee} />
            </Fact>
          </>
        )}
      </dl>
      <p className={classes.quiet}>
        {(isCharged || account.product === 'savings') &&
          (interest.to ? text.until(fullDate(interest.to)) : text.notYet)}{' '}
        {terms.until && text.next(fullDate(terms.until))} <AsOf version={data?.version} />
      </p>
    </SettingSheet>
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
