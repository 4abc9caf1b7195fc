'use client'

/** A modal dialog, the browser's own: it keeps the focus, hears Escape and leaves the page behind it inert. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import classes from './dialog.module.css'

export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const { activeElement } = document
    dialog.current?.showModal()
    // One that is taken away while it is open gives nothing back by itself.
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        <ActionIcon variant="subtle" onClick={() => dialog.current?.close()} aria-label="Close the dialog">
          <IconX aria-hidden size={18} />
        </ActionIcon>
      </div>
      {children}
    </dialog>
  )
}
