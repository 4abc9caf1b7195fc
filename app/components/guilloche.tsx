/**
 * The fine interlaced lines of banknotes and passbook covers. Pure decoration: it takes its colour from the text around
 * it and means nothing.
 */
import classes from './guilloche.module.css'

export function Guilloche({ className = '' }: { className?: string | undefined }) {
  return <span className={`${classes.guilloche} ${className}`} aria-hidden="true" />
}
