/**
 * The fine interlaced lines of banknotes and passbook covers. Pure decoration: it takes its colour from the text around
 * it and means nothing.
 */
import { preload } from 'react-dom'
import classes from './guilloche.module.css'
import lines from './guilloche.svg'

export function Guilloche({ className = '' }: { className?: string | undefined }) {
  // It is the largest thing in view, and a style sheet has it fetched after all scripts. Masks are fetched as fonts are.
  preload(lines.src, { as: 'image', crossOrigin: 'anonymous', fetchPriority: 'high' })
  return <span className={`${classes.guilloche} ${className}`} aria-hidden="true" />
}
