/** What the bank has gained by exchanging. */
import type { Currency } from '../../../../server/domain/decimal.ts'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { useExchangePosition } from '../../../api-client/staff-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import { dayAndTime } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import sheet from '../../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'

const { dashboard: text } = staffText

export function ExchangePosition({ currency }: { currency: Currency }) {
  const { timeZone } = useBankSession()
  const { data: answer, error, refetch } = useExchangePosition(currency)
  return (
    <section className={sheet.sheet} aria-labelledby="position-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="position-title">
          {text.position}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={`${sheet.body} ${classes.form}`}>
        <p className={classes.quiet}>{text.positionNote}</p>
        {answer ? (
          <>
            <ul className={classes.totals}>
              {answer.data.parts.map(({ money }) => (
                <li key={money.currency}>
                  <span className={classes.quiet}>{money.currency}</span>
                  <Money value={money} />
                </li>
              ))}
            </ul>
            <p className={classes.together}>
              {text.together(answer.data.currency)}{' '}
              <Money value={answer.data.total} className={classes.balance} />
              <span className={classes.quiet}>{text.rate(dayAndTime(answer.data.ratesAt, timeZone))}</span>
            </p>
          </>
        ) : error ? (
          <ErrorState message={describeReadFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <RowsPlaceholder label={text.loading} rows={2} />
        )}
      </div>
    </section>
  )
}
