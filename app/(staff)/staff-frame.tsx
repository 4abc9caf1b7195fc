'use client'

/** The bank's own side of the counter. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { whoIsHere } from '../api-client/early-answers.ts'
import { SignedIn } from '../api-client/signed-in.tsx'
import { AskEarly } from '../components/ask-early.tsx'
import { PageOnItsWay } from '../components/page-on-its-way.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { placesOf } from './navigation.ts'

export function StaffFrame({ children }: { children: ReactNode }) {
  return (
    <SignedIn audience="staff">
      {(session) => {
        const { navigation, palettePages, shortcuts } = placesOf(session?.me)
        return (
          <Shell
            navigation={navigation}
            account={
              session ? (
                <>
                  <Keyboard audience="staff" palettePages={palettePages} shortcuts={shortcuts} />
                  <UserMenu />
                </>
              ) : (
                <Skeleton circle height={36} />
              )
            }
          >
            <AskEarly questions={() => whoIsHere} />
            {session ? (
              <>
                <SessionWarning />
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
