/** JSON as somebody types it. */

export const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** On several lines. A number that no double holds would lose digits by that, so such a text stays as it is. */
export const pretty = (json: string): string => {
  const value: unknown = JSON.parse(json)
  const text = JSON.stringify(value, null, 2)
  return bare(text) === bare(json) ? text : json
}

const bare = (text: string): string => text.replaceAll(/\s/g, '')
