/** What a slip says below its perforation, line by line. */
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './transfer.module.css'

type Fact = {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly isWarning?: boolean
}

export function Facts({ facts }: { facts: readonly (Fact | false | undefined)[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter((fact) => fact !== false && fact !== undefined)
        .map(({ label, value, note, isWarning }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {isWarning ? (
                <span className={classes.warned}>
                  <IconAlertTriangle aria-hidden size={18} />
                  {value}
                </span>
              ) : (
                value
              )}
              {note && <span className={classes.quiet}>{note}</span>}
            </dd>
          </div>
        ))}
    </dl>
  )
}
