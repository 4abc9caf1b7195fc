'use client'

/** What a page shows, kept in its address: shared with the link, and there again after a reload. */
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** One of a few choices; the usual one leaves the address as it is. */
export const useQueryParam = <Value extends string>(
  name: string,
  choices: readonly Value[],
  usual: Value,
): [Value, (value: Value) => void] => {
  const params = useSearchParams()
  const current = choices.find((choice) => choice === params.get(name)) ?? usual
  const choose = useCallback(
    (value: Value) => writeParam(name, value === usual ? null : value),
    [name, usual],
  )
  return [current, choose]
}

/** Anything that has this form, such as a month. */
export const useFormedParam = (
  name: string,
  form: RegExp,
  usual: string,
): [string, (value: string) => void] => {
  const given = useSearchParams().get(name)
  const current = given !== null && form.test(given) ? given : usual
  const choose = useCallback(
    (value: string) => writeParam(name, value === usual ? null : value),
    [name, usual],
  )
  return [current, choose]
}

const writeParam = (name: string, value: string | null) => {
  const url = new URL(window.location.href)
  if (value === null) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  window.history.replaceState(null, '', url)
}
