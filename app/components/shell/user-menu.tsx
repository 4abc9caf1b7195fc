'use client'

/** Who is signed in, and the way out. The panel is a native popover: Escape and a press beside it close it, and focus goes back. */
import { IconChevronDown, IconEngine, IconLogout, IconPlus, IconSettings } from '@tabler/icons-react'
import Link from 'next/link'
import { useId, useRef, useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { shellText } from '../../text/shell.ts'
import { initialsOf } from '../initials.ts'
import { showProblem } from '../notices.tsx'
import classes from './user-menu.module.css'

const { pages, menu: text } = shellText

export function UserMenu() {
  const { me, signOut } = useBankSession()
  const isCustomer = me.role === 'customer'
  const [isLeaving, setLeaving] = useState(false)
  const panelId = useId()
  const panel = useRef<HTMLDivElement>(null)
  const close = () => panel.current?.hidePopover()

  const leave = async () => {
    setLeaving(true)
    if (await signOut()) return
    setLeaving(false)
    showProblem(text.stillIn, text.tryAgain)
  }

  return (
    <>
      <button type="button" className={classes.button} popoverTarget={panelId} aria-label={text.of(me.name)}>
        <span className={classes.initials} data-initials={initialsOf(me.name)} aria-hidden />
        <IconChevronDown aria-hidden size={16} />
      </button>
      <div ref={panel} id={panelId} popover="auto" className={classes.panel}>
        <div className={classes.who}>
          <strong>{me.name}</strong>
          <span>{text.roles[me.role] ?? me.role}</span>
        </div>
        {isCustomer && (
          <Link href="/open-account" className={classes.item} onClick={close}>
            <IconPlus aria-hidden size={18} />
            {pages.openAccount}
          </Link>
        )}
        <Link href={isCustomer ? '/settings' : '/staff/settings'} className={classes.item} onClick={close}>
          <IconSettings aria-hidden size={18} />
          {pages.settings}
        </Link>
        {me.engineRoom && (
          <Link href="/engine-room" className={classes.item} onClick={close}>
            <IconEngine aria-hidden size={18} />
            {pages.engineRoom}
          </Link>
        )}
        <button type="button" className={classes.item} onClick={() => void leave()} disabled={isLeaving}>
          <IconLogout aria-hidden size={18} />
          {isLeaving ? text.signingOut : text.signOut}
        </button>
      </div>
    </>
  )
}
