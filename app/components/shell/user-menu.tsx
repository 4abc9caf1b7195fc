'use client'

/** Who is signed in, and the way out. */
import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { initialsOf } from '../initials.ts'
import { showProblem } from '../notices.tsx'
import classes from './user-menu.module.css'

const roleNames: Record<string, string> = {
  customer: 'Customer',
  teller: 'Teller',
  approver: 'Approver',
  auditor: 'Auditor',
}

export function UserMenu() {
  const { me, signOut } = useBankSession()
  const [isLeaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    if (await signOut()) return
    setLeaving(false)
    showProblem('You are still signed in', 'The bank could not be reached. Please try to sign out again.')
  }
  return (
    <Menu position="bottom-end" width={220} shadow="md" radius="md">
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={`${me.name}: account menu`}
          disabled={isLeaving}
        >
          <span className={classes.initials} aria-hidden>
            {initialsOf(me.name)}
          </span>
          <IconChevronDown aria-hidden size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{me.name}</strong>
          <span>{roleNames[me.role] ?? me.role}</span>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout aria-hidden size={18} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
