'use client'

/** Every event of the bank that the filters leave, page by page, as a list to open and as a file. */
import { useRouter, useSearchParams } from 'next/navigation'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { wireErrorOf } from '../../../api-client/failures.ts'
import { useAudit } from '../../../api-client/staff-queries.ts'
import { ExportMenu } from '../../../components/export-menu.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { StaffList } from '../staff-list.tsx'
import { readFilter, type TypedFilter, toAuditFilter, toExportFilter, writeFilter } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { EventRow } from './event-row.tsx'

const { audit: text } = staffText

export function AuditTrail() {
  const router = useRouter()
  const asked = useSearchParams()
  const { timeZone } = useBankSession()
  const filter = readFilter(asked)
  const list = useAudit(toAuditFilter(filter, timeZone))
  const problems = new Set(wireErrorOf(list.error)?.fields?.map(({ path }) => path))

  const show = (next: TypedFilter) => {
    const query = writeFilter(next)
    router.push(query.size === 0 ? '/staff/audit' : `/staff/audit?${query}`, { scroll: false })
  }

  return (
    <>
      <PageHeading title={text.title} note={text.note}>
        <ExportMenu
          source={{ path: '/api/audit/export', body: toExportFilter(filter, timeZone), isAddress: true }}
          formats={['csv', 'jsonl']}
          label={text.export}
          foot={text.exportNote}
        />
      </PageHeading>
      <AuditFilters key={asked.toString()} filter={filter} problems={problems} onShow={show} />
      {problems.size === 0 && (
        <StaffList
          list={list}
          title={text.list}
          loading={text.loading}
          empty={{ title: text.none, detail: text.noneDetail }}
        >
          <ul>
            {list.rows.map((event) => (
              <EventRow key={event.position} event={event} onOnly={(only) => show({ ...filter, ...only })} />
            ))}
          </ul>
        </StaffList>
      )}
      {problems.size > 0 && (
        <p role="alert" className={classes.failure}>
          {text.badFilter}
        </p>
      )}
    </>
  )
}
