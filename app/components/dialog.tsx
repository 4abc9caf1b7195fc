'use client'

/** A modal dialog, the browser's own: it keeps the focus, hears Escape and leaves the page behind it inert. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { shellText } from '../text/shell.ts'
import classes from './dialog.module.css'

export function Dialog({
  title,
  onClose,
  shape = 'card',
  tools,
  children,
}: {
  title: string
  onClose: () => void
  /** A card in the middle of the window, a sheet that comes up from its foot, or a drawer at its side. */
  shape?: 'card' | 'sheet' | 'drawer'
  /** What stands beside the button that closes it. */
  tools?: ReactNode
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const { activeElement } = document
    dialog.current?.showModal()
    // Where one begins to write, where that is known: else the focus is on the button that closes it.
    dialog.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    // One that is taken away while it is open gives nothing back by itself.
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-shape={shape}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <div className={classes.head}>
        {/* A drawer goes on to something else while it is open, and says so. */}
        <h2 id={titleId} className={classes.title} aria-live={shape === 'drawer' ? 'polite' : undefined}>
          {title}
        </h2>
        <div className={classes.tools}>
          {tools}
          <ActionIcon
            variant="subtle"
            size={36}
            onClick={() => dialog.current?.close()}
            aria-label={shellText.closeDialog}
          >
            <IconX aria-hidden size={18} />
          </ActionIcon>
        </div>
      </div>
      {children}
    </dialog>
  )
}
