/** Figures of a stage, name beside value, and what it had in hand as it is. */
import type { ReactNode } from 'react'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import classes from './flow.module.css'

/** A fact that is not known is left out. */
export type Fact = readonly [name: string, value: ReactNode | null]

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="money">{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

export function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <h4 className={classes.subtitle}>{title}</h4>
      <ScrollFrame label={title} className={classes.scrolled}>
        <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>
      </ScrollFrame>
    </div>
  )
}
