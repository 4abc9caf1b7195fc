/** What one has in all, per currency: sums across currencies would need a rate and be wrong by tomorrow. */
import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { sumByCurrency } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/shown-accounts.ts'
import { AsOf } from '../../components/as-of.tsx'
import { Guilloche } from '../../components/guilloche.tsx'
import { Money } from '../../components/money.tsx'
import { PageLink } from '../../components/page-link.tsx'
import { PendingMark } from '../../components/pending-mark.tsx'
import { overviewText } from '../../text/overview.ts'
import classes from './totals.module.css'

const text = overviewText.total

export function Totals({
  accounts,
  version,
}: {
  accounts: readonly ShownAccount[]
  version: number | undefined
}) {
  const totals = sumByCurrency(accounts.map(({ balance }) => balance))
  const [first, ...others] = totals
  const pending = accounts.some(({ pendingTransfers }) => pendingTransfers > 0)
  return (
    <section className={classes.panel} aria-label={text.region}>
      <Guilloche className={classes.guilloche} />
      <div className={classes.figures}>
        <h2 className={classes.label}>
          {text.title} {pending && <PendingMark>{text.includesPending}</PendingMark>}
        </h2>
        {first && <Money value={first} className={classes.first} />}
        {others.length > 0 && (
          <ul className={classes.others}>
            {others.map((total) => (
              <li key={total.currency}>
                <span className={classes.currency}>{total.currency}</span>
                <Money value={total} />
              </li>
            ))}
          </ul>
        )}
        <span className={classes.asOf}>
          <AsOf version={version} />
        </span>
      </div>
      <Button
        component={PageLink}
        href="/transfer"
        size="md"
        radius="xl"
        className={classes.send}
        leftSection={<IconSend aria-hidden size={18} />}
      >
        {text.send}
      </Button>
    </section>
  )
}
