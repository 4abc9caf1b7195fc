'use client'

/** The last page standing, when even the layout broke: it needs nothing, neither theme nor styles. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>Passbook</title>
        <main>
          <h1>This page broke</h1>
          <p>It is the page, not your money: nothing has moved because of it.</p>
          <p>
            <a href="/">Start again</a>
          </p>
        </main>
      </body>
    </html>
  )
}
