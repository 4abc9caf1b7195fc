/** An amount on the screen: tabular figures, sign and currency always there, colour never the only sign. */
import { formatMoney } from './money-format.ts'

export function Money({
  value,
  direction,
  className,
}: {
  value: { amount: string; currency: string }
  direction?: 'in' | 'out' | undefined
  className?: string | undefined
}) {
  return (
    <span className={className ? `money ${className}` : 'money'} data-direction={direction}>
      {formatMoney(value, direction)}
    </span>
  )
}
