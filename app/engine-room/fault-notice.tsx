'use client'

/** Says on every page of the engine room that something is let go wrong, so that nobody looks for a real mistake. */
import { type Fault, type InjectedFault, useFaults } from '../api-client/engine-room-break-it-queries.ts'
import { useSecondsUntil } from '../components/countdown.ts'
import { formatCount } from '../components/money-format.ts'
import notice from '../components/notice.module.css'
import { PageLink } from '../components/page-link.tsx'
import { breakItText } from '../text/engine-room-break-it.ts'
import { nameOf } from './break-it/kinds.ts'

const { notice: text } = breakItText

export function FaultNotice({
  href,
  except,
}: {
  href: string
  except: ((fault: Fault) => boolean) | undefined
}) {
  const { data } = useFaults()
  const unended = data?.faults.filter(({ endedAt, fault }) => endedAt === null && !except?.(fault)) ?? []
  if (unended.length === 0) return null
  const last = unended.reduce((one, other) => (one.until > other.until ? one : other))
  return (
    <section className={notice.notice} aria-label={text.label} data-fault-notice>
      <span className={notice.text}>
        {text.on(unended.map(({ fault }) => nameOf(fault)).join(', '))} <Left fault={last} />
      </span>
      <PageLink href={href}>{text.link}</PageLink>
    </section>
  )
}

function Left({ fault: { until } }: { fault: InjectedFault }) {
  const seconds = useSecondsUntil(until)
  return <span className="money">{seconds > 0 ? text.left(formatCount(seconds)) : text.ending}</span>
}
