/** Callers who come at a steady pace, whether or not those before them have been answered. */

export type Paced = { readonly perSecond: number; readonly count: number }

/** Answers what each call answered; a call that throws counts as an error. */
export const paced = async (
  { perSecond, count }: Paced,
  call: () => Promise<number>,
): Promise<{ values: number[]; errors: string[] }> => {
  const values: number[] = []
  const errors: string[] = []
  const calls: Promise<void>[] = []
  const start = performance.now()
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(count, Math.floor(((performance.now() - start) / 1_000) * perSecond))
      while (calls.length < due)
        calls.push(
          call().then(
            (value) => void values.push(value),
            (error) => void errors.push(String(error)),
          ),
        )
      if (calls.length < count) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  await Promise.all(calls)
  return { values, errors }
}
