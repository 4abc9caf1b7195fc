'use client'

/**
 * A link to another page of the bank. That page is fetched when somebody turns to the link and not with every page that
 * shows it: together they would weigh as much again. Once pressed it says so until the other page is there.
 */
import Link, { useLinkStatus } from 'next/link'
import { type ComponentProps, useState } from 'react'

export function PageLink({ children, ...link }: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isMeant, setMeant] = useState(false)
  const mean = () => setMeant(true)
  return (
    <Link prefetch={isMeant} onPointerEnter={mean} onPointerDown={mean} onFocus={mean} {...link}>
      {children}
      <OnItsWay />
    </Link>
  )
}

/** Seen by the style sheet alone (`tokens.css`). */
function OnItsWay() {
  return useLinkStatus().pending ? <span hidden data-on-its-way /> : null
}
