/**
 * How many lines of a file have come, told by what each of them begins or ends with: only so can it be said how far a
 * file is whose length nobody knows beforehand. It comes in pieces, and a mark may stand across two of them.
 */

/** By format, as the bank promises it; a PDF has some rows more, for heads and totals. */
export const lineMarks = {
  csv: '\r\n',
  ofx: '<STMTTRN>',
  camt052: '<Ntry>',
  camt053: '<Ntry>',
  mt940: ':61:',
  pdf: '/S /TR',
  jsonl: '\n',
} as const

/** Given one piece after the other, answers how many there have been. */
export const countMarks = (mark: string): ((piece: Uint8Array) => number) => {
  // One character for each byte: marks are ASCII, whatever stands around them.
  const decoder = new TextDecoder('latin1')
  let rest = ''
  let count = 0
  return (piece) => {
    const text = rest + decoder.decode(piece)
    count += text.split(mark).length - 1
    rest = text.slice(text.length - Math.min(text.length, mark.length - 1))
    return count
  }
}
