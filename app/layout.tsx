/** The document: colour scheme before the first paint, everything under one nonce, nothing from any other origin. */
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import '@fontsource-variable/figtree/index.css'
import './theme/mantine-styles.ts'
import './theme/tokens.css'
import './theme/print.css'
import { Providers } from './providers.tsx'
import { commonText } from './text/common.ts'

export const metadata: Metadata = {
  title: { default: commonText.brand, template: `%s · ${commonText.brand}` },
  description: commonText.description,
  referrer: 'no-referrer',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f5f1' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1412' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" {...mantineHtmlProps} data-respect-reduced-motion>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
