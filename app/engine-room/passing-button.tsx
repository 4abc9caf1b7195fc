'use client'

/** A button that goes when it has done its work, or when somebody else has: whoever was on it is taken somewhere else. */
import { Button, type ButtonProps } from '@mantine/core'
import { type ButtonHTMLAttributes, type Ref, type RefObject, useEffect, useRef } from 'react'

export function PassingButton({
  focusAfter,
  ...button
}: ButtonProps &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof ButtonProps> & {
    focusAfter: RefObject<HTMLElement | null>
    ref?: Ref<HTMLButtonElement>
  }) {
  const hasFocus = useRef(false)
  useEffect(
    () => () => {
      // Only who was here is taken along: others would be scrolled away from what they read.
      if (hasFocus.current && document.activeElement === document.body) focusAfter.current?.focus()
    },
    [focusAfter],
  )
  return (
    <Button
      {...button}
      onFocus={() => {
        hasFocus.current = true
      }}
      onBlur={() => {
        hasFocus.current = false
      }}
    />
  )
}
