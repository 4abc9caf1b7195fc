'use client'

/** Choices as pills to press, one of them or several. Native boxes underneath: keys and screen readers know them. */
import classes from './pills.module.css'

type Option<Value extends string> = { readonly value: Value; readonly label: string }

export function OnePill<Value extends string>({
  legend,
  name,
  options,
  value,
  onChoose,
}: {
  legend: string
  name: string
  options: readonly Option<Value>[]
  value: Value
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.pills}>
        {options.map((option) => (
          <label key={option.value} className={classes.pill}>
            <input
              type="radio"
              name={name}
              className={classes.box}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function ManyPills<Value extends string>({
  legend,
  options,
  values,
  onChoose,
}: {
  legend: string
  options: readonly Option<Value>[]
  values: readonly Value[]
  onChoose: (value: Value, isChosen: boolean) => void
}) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.pills}>
        {options.map(({ value, label }) => (
          <label key={value} className={classes.pill}>
            <input
              type="checkbox"
              className={classes.box}
              checked={values.includes(value)}
              onChange={(event) => onChoose(value, event.currentTarget.checked)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
