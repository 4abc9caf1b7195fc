'use client'

/** How a bill is shared, and by which rule the cents that are left over are given away. */
import type { Currency, WireMoney } from '../../../../server/domain/decimal.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'
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
  problem,
  onChange,
}: {
  draft: AskDraft
  currency: Currency
  problem: string | undefined
  onChange: (change: Partial<AskDraft>) => void
}) {
  const shares = sharesOf(draft, currency)
  const total = readAmount(draft.typedAmount, currency)
  return (
    <div data-field="shares">
      <ChoiceGroup legend={text.legend} field="sharing" problem={problem}>
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
        <Choice
          name="sharing"
          value="amounts"
          isChosen={draft.sharing === 'amounts'}
          onChoose={() => onChange({ sharing: 'amounts' })}
          label={text.amounts}
          detail={text.amountsDetail}
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
        {shares && total.ok && draft.sharing === 'amounts' && leftForOneself(shares.own)}
        {shares && total.ok && draft.sharing !== 'amounts' && (
          <>
            {text.adds(formatMoney({ amount: total.amount, currency }))}{' '}
            {shares.isExact ? text.exact : text.rounding(formatMoney(smallestUnit(currency)))}
          </>
        )}
      </p>
    </div>
  )
}

/** What the others' amounts leave of the bill: one's own share, nothing, or less than that. */
const leftForOneself = (own: WireMoney): string => {
  const minor = minorUnits(own)
  if (minor < 0n) return text.tooMuch(formatMoney({ ...own, amount: own.amount.replace('-', '') }))
  return minor === 0n ? text.allShared : text.yours(formatMoney(own))
}
