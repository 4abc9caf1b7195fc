'use client'

/** A choice of one, as rows to press. Native radio buttons underneath: arrow keys and screen readers know them. */
import { type ReactNode, useId } from 'react'
import classes from './choice.module.css'

export function ChoiceGroup({
  legend,
  field,
  problem,
  children,
}: {
  legend: string
  field: string
  problem?: string | undefined
  children: ReactNode
}) {
  const problemId = useId()
  return (
    <fieldset className={classes.group} data-field={field} aria-describedby={problem ? problemId : undefined}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.choices} data-problem={problem ? true : undefined}>
        {children}
      </div>
      {problem && (
        <p className={classes.problem} id={problemId}>
          {problem}
        </p>
      )}
    </fieldset>
  )
}

export function Choice({
  name,
  value,
  isChosen,
  onChoose,
  label,
  detail,
  side,
}: {
  name: string
  value: string
  isChosen: boolean
  onChoose: () => void
  label: string
  detail?: ReactNode
  side?: ReactNode
}) {
  return (
    <label className={classes.choice}>
      <input
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        onChange={onChoose}
        className={classes.input}
      />
      <span className={classes.words}>
        <span className={classes.label}>{label}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
      {side && <span className={classes.side}>{side}</span>}
    </label>
  )
}
