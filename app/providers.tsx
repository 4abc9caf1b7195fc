'use client'

/** What every screen stands on: the theme, one query client for the life of the page, and notifications. */
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { createQueryClient } from './api-client/query-client.ts'
import { Messages } from './components/messages.tsx'
import { Themed } from './theme/themed.tsx'

// zod looks here before its first schema, which would otherwise try out `eval`: the policy of the pages forbids that, and
// says so in the console.
if (typeof window !== 'undefined') Object.assign(window, { __zod_globalConfig: { jitless: true } })

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  useEffect(reloadWhenBroughtBack, [])
  return (
    <Themed nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        {children}
        <Messages />
      </QueryClientProvider>
    </Themed>
  )
}

/** A page that the browser kept whole and brings back may show what somebody saw before signing out. */
const reloadWhenBroughtBack = () => {
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) window.location.reload()
  }
  window.addEventListener('pageshow', onPageShow)
  return () => window.removeEventListener('pageshow', onPageShow)
}
