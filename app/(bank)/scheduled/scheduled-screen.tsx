'use client'

/** What is sent by itself: what comes next, all orders, and the month as a calendar. */
import { Button } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import Link from 'next/link'
import { PageHeading } from '../../components/page-heading.tsx'
import { useQueryParam } from '../../components/query-param.ts'
import { TabLinks } from '../../components/tab-links.tsx'
import { scheduledText } from '../../text/scheduled.ts'
import { Coming } from './coming.tsx'
import { MonthCalendar } from './month-calendar.tsx'
import { Orders } from './orders.tsx'

const views = ['coming', 'orders', 'calendar'] as const
const hrefOf = (view: (typeof views)[number]) =>
  view === 'coming' ? '/scheduled' : `/scheduled?view=${view}`

export function ScheduledScreen() {
  const [view] = useQueryParam('view', views, 'coming')
  return (
    <>
      <PageHeading title={scheduledText.title}>
        <Button
          component={Link}
          href="/transfer?when=later"
          radius="xl"
          leftSection={<IconCalendarPlus aria-hidden size={18} />}
        >
          {scheduledText.schedule}
        </Button>
      </PageHeading>
      <TabLinks
        label={scheduledText.views.label}
        links={views.map((one) => ({
          href: hrefOf(one),
          label: scheduledText.views[one],
          isCurrent: one === view,
        }))}
      />
      {view === 'coming' && <Coming />}
      {view === 'orders' && <Orders />}
      {view === 'calendar' && <MonthCalendar />}
    </>
  )
}
