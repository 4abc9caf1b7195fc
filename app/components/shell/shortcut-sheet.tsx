'use client'

/** Which keys do what. */
import type { ReactNode } from 'react'
import { shellText } from '../../text/shell.ts'
import { Dialog } from '../dialog.tsx'
import type { Shortcut } from './shortcut-keys.ts'
import classes from './shortcut-sheet.module.css'

const { shortcuts: text } = shellText

export function ShortcutSheet({
  shortcuts,
  onClose,
}: {
  shortcuts: readonly Shortcut[]
  onClose: () => void
}) {
  const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  const paletteKey = shortcuts.find(({ does }) => does === 'palette')?.keys
  const others = shortcuts.filter(({ does }) => does !== 'palette')
  return (
    <Dialog title={text.title} onClose={onClose}>
      <dl className={classes.list}>
        <Line label={text.palette}>
          <kbd>{modifier}</kbd> <kbd>K</kbd>
          {paletteKey && (
            <>
              {' '}
              {text.or} <kbd>{paletteKey}</kbd>
            </>
          )}
        </Line>
        {others.map(({ keys, label }) => {
          const [first, second] = keys.split(' ')
          return (
            <Line key={keys} label={label}>
              <kbd>{first}</kbd>
              {second && (
                <>
                  {' '}
                  {text.andThen} <kbd>{second}</kbd>
                </>
              )}
            </Line>
          )
        })}
      </dl>
      <p className={classes.note}>{text.off}</p>
    </Dialog>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd className={classes.keys}>{children}</dd>
    </div>
  )
}
