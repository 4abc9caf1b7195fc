/** Which pattern is which category, with what it comes to in the whole time; each leads to its lines. */
import { type Currency, formatDecimal } from '../../../server/domain/decimal.ts'
import { Money } from '../../components/money.tsx'
import { insightsText } from '../../text/insights.ts'
import classes from './figures.module.css'
import { nameOfLayer } from './layer-names.ts'
import { Swatch } from './patterns.tsx'
import type { Layer, SpendingBars } from './spending-bars.ts'

export function SpendingLegend({
  bars: { layers, total },
  currency,
  onChoose,
}: {
  bars: SpendingBars
  currency: Currency
  onChoose: (layer: Layer) => void
}) {
  const money = (amount: bigint) => ({ amount: formatDecimal(amount, currency), currency })
  return (
    <>
      <ul className={classes.legend} aria-label={insightsText.spending.legend}>
        {layers.map((layer, index) => (
          <li key={layer.key}>
            <button type="button" className={classes.legendItem} onClick={() => onChoose(layer)}>
              <Swatch layer={index} />
              <span className={classes.legendName}>{nameOfLayer(layer)}</span>
              <Money value={money(layer.total)} />
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.total}>
        {insightsText.total} <Money value={money(total)} />
      </p>
    </>
  )
}
