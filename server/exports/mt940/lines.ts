/** A field's text in lines of SWIFT's length: six of 65 characters, the field's name not counted. */

const LENGTH = 65
const LINES = 6
/** A line may not begin with these: the reader would take it for a field, or for the end. */
const RESERVED = /^[:-]/

/** What is more than six lines hold is cut off. `field` begins with its name, such as `:86:`. */
export const inLines = (field: string): string[] => {
  const [, name = '', text = ''] = /^(:\w+:)(.*)$/s.exec(field) ?? []
  const lines: string[] = []
  let rest = text
  while (rest.length > LENGTH && lines.length < LINES - 1) {
    const end = breakAt(rest)
    lines.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  lines.push(rest.slice(0, LENGTH))
  return lines.map((line, n) => (n === 0 ? name + line : line.replace(RESERVED, '.')))
}

/** As late as possible, but where the next line may begin. */
const breakAt = (text: string): number => {
  for (let end = LENGTH; end > LENGTH / 2; end -= 1) if (!RESERVED.test(text.slice(end))) return end
  return LENGTH
}
