'use client'

/** The last page standing, when even the layout broke: it needs nothing but words, neither theme nor styles. */
import { commonText } from './text/common.ts'

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>{commonText.brand}</title>
        <main>
          <h1>{commonText.broken.title}</h1>
          <p>{commonText.broken.detail}</p>
          <p>
            <a href="/">{commonText.broken.startAgain}</a>
          </p>
        </main>
      </body>
    </html>
  )
}
