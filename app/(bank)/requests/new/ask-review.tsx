'use client'

/** What will be asked of whom, read once more before they are told. */
import { Button } from '@mantine/core'
import type { WireMoney } from '../../../../server/domain/decimal.ts'
import type { Failure } from '../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../api-client/queries.ts'
import { tailOf } from '../../../components/account-number.tsx'
import { Money } from '../../../components/money.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import sheet from '../../../components/sheet.module.css'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import { type AskDraft, sharesOf, smallestUnit } from './ask.ts'

const { form: text, people: peopleText, shares: sharesText } = requestsText

export function AskReview({
  draft,
  account,
  money,
  description,
  failure,
  isGiving,
  onAsk,
  onChange,
}: {
  draft: AskDraft
  account: ShownAccount
  money: WireMoney
  description: string
  failure: Failure | null
  isGiving: boolean
  onAsk: () => void
  onChange: () => void
}) {
  const { kind, people, days } = draft
  const shares = kind === 'bill' ? sharesOf(draft, money.currency) : undefined
  return (
    <div className={classes.review}>
      <div className={`${sheet.sheet} ${sheet.padded} ${classes.review}`}>
        <Money value={money} className={classes.sum} />
        <dl>
          {people.map(({ accountId, name, number }, index) => (
            <div key={accountId}>
              <dt>
                {name} <span className={classes.tail}>{tailOf(number)}</span>
              </dt>
              <dd>
                <Money value={shares?.others[index] ?? money} />
              </dd>
            </div>
          ))}
          {shares && (
            <div>
              <dt>{peopleText.you}</dt>
              <dd>
                <Money value={shares.own} />
              </dd>
            </div>
          )}
          {description && (
            <div>
              <dt>{text.whatFor}</dt>
              <dd>{description}</dd>
            </div>
          )}
          <div>
            <dt>{text.to}</dt>
            <dd>
              {account.name} {tailOf(account.number)}
            </dd>
          </div>
          <div>
            <dt>{text.expires}</dt>
            <dd>{text.days(days)}</dd>
          </div>
        </dl>
        {shares && !shares.isExact && (
          <p className={classes.note}>{sharesText.rounding(formatMoney(smallestUnit(money.currency)))}</p>
        )}
      </div>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.actions}>
        <Button size="md" onClick={onAsk} loading={isGiving}>
          {kind === 'one' ? text.send(formatMoney(money)) : text.sendAll(people.length)}
        </Button>
        <Button size="md" variant="default" onClick={onChange} disabled={isGiving}>
          {text.change}
        </Button>
      </div>
    </div>
  )
}
