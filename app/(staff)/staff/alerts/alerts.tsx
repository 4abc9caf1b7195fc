'use client'

/** What the rules against fraud have found, the newest first, by rule and by how serious it is. */
import { NativeSelect } from '@mantine/core'
import { useRouter, useSearchParams } from 'next/navigation'
import type { FraudRule, Severity } from '../../../api-client/api.ts'
import { useAlerts } from '../../../api-client/staff-queries.ts'
import { ListExport } from '../../../components/list-export.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { StaffList } from '../staff-list.tsx'
import { AlertRow } from './alert-row.tsx'

const { alerts: text } = staffText
const rules = Object.keys(text.rules) as FraudRule[]
const severities: readonly Severity[] = ['medium', 'high']

export function Alerts() {
  const router = useRouter()
  const asked = useSearchParams()
  const rule = rules.find((known) => known === asked.get('rule'))
  const severity = severities.find((known) => known === asked.get('severity'))
  const filter = { ...(rule && { rule }), ...(severity && { severity }) }
  const list = useAlerts(filter)

  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(asked)
    if (value === '') next.delete(name)
    else next.set(name, value)
    router.replace(next.size === 0 ? '?' : `?${next}`, { scroll: false })
  }

  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.filters}>
        <NativeSelect
          label={text.rule}
          size="md"
          value={rule ?? ''}
          onChange={(event) => choose('rule', event.currentTarget.value)}
          data={[
            { value: '', label: text.everyRule },
            ...rules.map((value) => ({ value, label: text.rules[value] })),
          ]}
        />
        <NativeSelect
          label={text.severity}
          size="md"
          value={severity ?? ''}
          onChange={(event) => choose('severity', event.currentTarget.value)}
          data={[
            { value: '', label: text.anySeverity },
            ...severities.map((value) => ({ value, label: text.severities[value] })),
          ]}
        />
      </div>
      <StaffList
        list={list}
        title={text.title}
        loading={text.loading}
        empty={{ title: text.none, detail: text.noneDetail }}
        exported={<ListExport list="fraud-alerts" filter={filter} />}
      >
        <ul>
          {list.rows.map((alert) => (
            <AlertRow key={alert.alertId} alert={alert} />
          ))}
        </ul>
      </StaffList>
    </>
  )
}
