import { describe, expect, it } from 'vitest'
import { integers, lines } from '../../server/event-store/columns.ts'

describe('columns as statement parameters', () => {
  it('puts values one below the other, and numbers in braces', () => {
    expect(lines(['{"a":"b\\n"}', 'it is "so"', "it's {so}"])).toBe('{"a":"b\\n"}\nit is "so"\nit\'s {so}')
    expect(integers([3, -1, 0])).toBe('{3,-1,0}')
  })

  it('are empty for no values', () => {
    expect(lines([])).toBe('')
    expect(integers([])).toBe('{}')
  })

  it.each(['', 'two\nlines'])('refuse %j, which would move all values after it', (value) => {
    expect(() => lines(['one', value, 'two'])).toThrow(TypeError)
  })
})
