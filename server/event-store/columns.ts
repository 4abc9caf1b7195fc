/**
 * Whole columns as statement parameters. Thousands of values go to the server at a time, and an array literal would have
 * every quotation mark of every JSON document escaped here and unescaped there; a line break never occurs in these
 * values, so it can separate them as they are. Each is to be turned into an array in SQL:
 * `string_to_array(${lines(ids)}, E'\n')`, `${integers(positions)}::text::int[]`.
 */

/** JSON, ids, names: anything but the empty string and what contains a line break, which throw. */
export const lines = (values: readonly string[]): string => {
  for (const value of values)
    if (value === '' || value.includes('\n'))
      throw new TypeError('A value that is empty or contains a line break cannot be written to the log')
  return values.join('\n')
}

export const integers = (values: readonly number[]): string => `{${values.join(',')}}`
