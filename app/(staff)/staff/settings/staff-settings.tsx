'use client'

/** What those who work here choose for their browser. */
import { BrowserPreferences } from '../../../components/browser-preferences.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { shellText } from '../../../text/shell.ts'
import classes from './staff-settings.module.css'

export function StaffSettings() {
  return (
    <div className={classes.column}>
      <PageHeading title={shellText.pages.settings} />
      <BrowserPreferences />
    </div>
  )
}
