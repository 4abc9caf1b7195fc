/** The door of the bank: the cover of the book on one side, the form on the other. */
import type { ReactNode } from 'react'
import { BrandMark } from '../components/brand.tsx'
import { Guilloche } from '../components/guilloche.tsx'
import { ColorSchemeToggle } from '../components/shell/color-scheme-toggle.tsx'
import { authText } from '../text/auth.ts'
import { commonText } from '../text/common.ts'
import classes from './auth.module.css'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <header className={classes.cover}>
        <Guilloche className={classes.guilloche} />
        <div className={classes.brand}>
          <BrandMark size={36} />
          <span>{commonText.brand}</span>
        </div>
        <p className={classes.line}>{authText.line}</p>
      </header>
      <main className={classes.main}>
        <div className={classes.toggle}>
          <ColorSchemeToggle />
        </div>
        <div className={classes.content}>{children}</div>
      </main>
    </div>
  )
}
