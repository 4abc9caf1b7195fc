'use client'

/** The bank's own side of the counter. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBankSession } from '../api-client/bank-session.tsx'
import { SignedIn } from '../api-client/signed-in.tsx'
import { Keyboard } from '../components/shell/keyboard.tsx'
import { SessionWarning } from '../components/shell/session-warning.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { UserMenu } from '../components/shell/user-menu.tsx'
import { commonText } from '../text/common.ts'
import { placesOf } from './navigation.ts'

export function StaffFrame({ children }: { children: ReactNode }) {
  const placeholder = (
    <Shell navigation={placesOf(undefined).navigation} account={<Skeleton circle height={36} />}>
      <div role="status" aria-label={commonText.loadingPage}>
        <Skeleton height={36} width="min(18rem, 60%)" mb={28} />
        <Skeleton height={400} radius="lg" />
      </div>
    </Shell>
  )
  return (
    <SignedIn audience="staff" placeholder={placeholder}>
      <Inside>{children}</Inside>
    </SignedIn>
  )
}

function Inside({ children }: { children: ReactNode }) {
  const { me } = useBankSession()
  const { navigation, palettePages, shortcuts } = placesOf(me.role)
  return (
    <Shell
      navigation={navigation}
      account={
        <>
          <Keyboard audience="staff" pages={palettePages} shortcuts={shortcuts} />
          <UserMenu />
        </>
      }
    >
      <SessionWarning />
      {children}
    </Shell>
  )
}
