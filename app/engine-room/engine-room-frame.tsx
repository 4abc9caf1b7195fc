'use client'

/** The frame of the engine room: the same for customers and for those who work here, but for the way back. */
import { Skeleton } from '@mantine/core'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { isOfLab } from '../api-client/consistency-lab/slowing.ts'
import { whoIsHere } from '../api-client/early-answers.ts'
import type { Fault } from '../api-client/engine-room-break-it-queries.ts'
import { isCustomer, SignedIn } from '../api-client/signed-in.tsx'
import { AskEarly } from '../components/ask-early.tsx'
import { PageOnItsWay } from '../components/page-on-its-way.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { TabLinks } from '../components/tab-links.tsx'
import { engineRoomText as text } from '../text/engine-room.ts'
import { FaultNotice } from './fault-notice.tsx'
import { places } from './navigation.ts'
import { engineRoomPages } from './pages.ts'

/** There it stands all over the page. */
const BREAK_IT = '/engine-room/break-it'
/** What a page tells of itself: there a notice would only push away what is being pressed. */
const shownBy: Readonly<Record<string, (fault: Fault) => boolean>> = { '/engine-room/consistency': isOfLab }

export function EngineRoomFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  const links = engineRoomPages.map(({ href, label }) => ({
    href,
    label,
    isCurrent: pathname === href || pathname.startsWith(`${href}/`),
  }))
  return (
    <SignedIn audience="engine-room">
      {(session) => {
        const audience = session && !isCustomer(session.me) ? 'staff' : 'customers'
        const { navigation, palettePages, shortcuts } = places[audience]
        return (
          <Shell
            navigation={navigation}
            account={
              session ? (
                <>
                  <Keyboard audience={audience} palettePages={palettePages} shortcuts={shortcuts} />
                  <UserMenu />
                </>
              ) : (
                <Skeleton circle height={36} />
              )
            }
          >
            <AskEarly questions={() => whoIsHere} />
            {pathname !== '/engine-room' && <TabLinks label={text.pagesLabel} links={links} />}
            {session ? (
              <>
                <SessionWarning />
                {pathname !== BREAK_IT && <FaultNotice href={BREAK_IT} except={shownBy[pathname]} />}
                {children}
              </>
            ) : (
              <PageOnItsWay sheets={[400]} />
            )}
          </Shell>
        )
      }}
    </SignedIn>
  )
}
