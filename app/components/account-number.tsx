'use client'

/** An account number in groups of four, and a button that copies it as the bank stores it. */
import { ActionIcon } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { commonText } from '../text/common.ts'
import classes from './account-number.module.css'

/** As `formatAccountNumber` of the domain prints it, which would bring its schema's library along. */
export const inGroups = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ')

/** The last four digits, enough to tell one's own accounts apart. */
export const tailOf = (number: string): string => `…${number.slice(-4)}`

export function AccountNumber({ number }: { number: string }) {
  const clipboard = useClipboard({ timeout: 2_000 })
  return (
    <span className={classes.root}>
      <span className={classes.number}>{inGroups(number)}</span>
      <ActionIcon
        variant="subtle"
        size="md"
        onClick={() => clipboard.copy(number)}
        aria-label={clipboard.copied ? commonText.number.copiedLong : commonText.number.copy}
      >
        {clipboard.copied ? <IconCheck aria-hidden size={16} /> : <IconCopy aria-hidden size={16} />}
      </ActionIcon>
      <span role="status" className={classes.copied}>
        {clipboard.copied ? commonText.number.copied : ''}
      </span>
    </span>
  )
}
