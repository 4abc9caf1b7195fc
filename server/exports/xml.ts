/** Text within XML 1.0, and elements on one line. */

/** What XML cannot hold at all, not even escaped. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

export const escaped = (text: string): string =>
  text.replace(IMPOSSIBLE, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** No more than so many characters, and never half of one. */
export const firstOf = (text: string, characters: number): string =>
  text.length <= characters ? text : [...text].slice(0, characters).join('')

/** Content that is XML already. Without content there is no element. */
export const element = (name: string, ...content: readonly string[]): string => {
  const inside = content.join('')
  return inside === '' ? '' : `<${name}>${inside}</${name.split(' ', 1)[0]}>`
}

/** Content that is text. */
export const textElement = (name: string, text: string | number): string =>
  element(name, escaped(String(text)))
