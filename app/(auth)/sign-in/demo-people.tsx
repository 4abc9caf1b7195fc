'use client'

/** The people of a demo bank, each a button that signs in as them. */
import { Button, Loader } from '@mantine/core'
import { useState } from 'react'
import type { BankInfo } from '../../api-client/api.ts'
import { initialsOf } from '../../components/initials.ts'
import { authText } from '../../text/auth.ts'
import classes from '../auth.module.css'

type DemoPerson = BankInfo['demoUsers'][number]

const FIRST_SHOWN = 4

const { demo: text } = authText

export function DemoPeople({
  people,
  entering,
  onEnter,
}: {
  people: readonly DemoPerson[]
  entering: string | null
  onEnter: (email: string) => void
}) {
  const [isShowingAll, setShowingAll] = useState(false)
  const customers = people.filter(({ role }) => role === 'customer')
  const staff = people.filter(({ role }) => role !== 'customer')
  const shown = [
    ...customers.slice(0, isShowingAll ? customers.length : FIRST_SHOWN),
    ...(isShowingAll ? staff : []),
  ]
  const hidden = people.length - shown.length

  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={classes.demoTitle}>
        {text.title}
      </h2>
      <p className={classes.demoNote}>{text.note}</p>
      <ul className={classes.people}>
        {shown.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              className={classes.person}
              disabled={entering !== null}
              onClick={() => onEnter(person.email)}
            >
              <span className={classes.initials} aria-hidden>
                {entering === person.email ? <Loader size={18} /> : initialsOf(person.name)}
              </span>
              <span className={classes.personWords}>
                <span className={classes.personName}>{person.name}</span>
                <span className={classes.personWho}>{text.roles[person.role] ?? person.email}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.more}
          onClick={() => setShowingAll(true)}
        >
          {text.showAll(people.length)}
        </Button>
      )}
    </section>
  )
}
