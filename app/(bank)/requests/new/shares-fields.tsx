'use client'

/** How a bill is shared, and by which rule the cents that are left over are given away. */
import type { Currency } from '../../../../server/domain/decimal.ts'
import { readAmount } from '../../../components/amount-input.ts'
import { Choice, ChoiceGroup } from '../../../components/choice.tsx'
import { formatMoney } from '../../../components/money-format.ts'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'
import { type AskDraft, sharesOf, smallestUnit } from './ask.ts'

const { shares: text } = requestsText

export function SharesFields({
  draft,
  currency,
  onChange,
}: {
  draft: AskDraft
  currency: Currency
  onChange: (change: Partial<AskDraft>) => void
}) {
  const shares = sharesOf(draft, currency)
  const total = readAmount(draft.typedAmount, currency)
  return (
    <div>
      <ChoiceGroup legend={text.legend} field="sharing">
        <Choice
          name="sharing"
          value="equal"
          isChosen={draft.sharing === 'equal'}
          onChoose={() => onChange({ sharing: 'equal', ownParts: Math.min(draft.ownParts, 1) })}
          label={text.equal}
        />
        <Choice
          name="sharing"
          value="parts"
          isChosen={draft.sharing === 'parts'}
          onChoose={() => onChange({ sharing: 'parts' })}
          label={text.parts}
          detail={text.partsDetail}
        />
      </ChoiceGroup>
      {draft.sharing === 'equal' && (
        <label className={`${classes.check} ${classes.finder}`}>
          <input
            type="checkbox"
            checked={draft.ownParts > 0}
            onChange={({ currentTarget: { checked } }) => onChange({ ownParts: checked ? 1 : 0 })}
          />
          {text.withMe}
        </label>
      )}
      <p className={classes.status} role="status">
        {shares && total.ok && (
          <>
            {text.adds(formatMoney({ amount: total.amount, currency }))}{' '}
            {shares.isExact ? text.exact : text.rounding(formatMoney(smallestUnit(currency)))}
          </>
        )}
      </p>
    </div>
  )
}
