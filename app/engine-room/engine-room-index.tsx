'use client'

/** What there is to see in the engine room. */
import { useBankSession } from '../api-client/bank-session.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { PageLink } from '../components/page-link.tsx'
import sheet from '../components/sheet.module.css'
import { engineRoomText as text } from '../text/engine-room.ts'
import classes from './engine-room.module.css'
import { engineRoomPages } from './pages.ts'

export function EngineRoomIndex() {
  const { me } = useBankSession()
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <ul className={classes.pages}>
        {engineRoomPages.map(({ href, label, summary, icon: Icon }) => (
          <li key={href} className={`${sheet.sheet} ${classes.page}`}>
            <span className={classes.pageIcon}>
              <Icon aria-hidden size={22} />
            </span>
            <h2 className={sheet.title}>
              <PageLink href={href} className={classes.pageLink}>
                {label}
              </PageLink>
            </h2>
            <p className={classes.quiet}>{summary}</p>
          </li>
        ))}
      </ul>
      <p className={classes.foot}>{me.demo ? text.demoNote : text.auditorNote}</p>
    </>
  )
}
