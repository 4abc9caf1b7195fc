/** Lists that are short by nature, read to their end, so that they can be searched and added up where they are shown. */

type PageOf<Row> = {
  readonly version: number
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}

/** More rows than any such list has; a broken cursor must not loop. */
const MOST_PAGES = 20

/** One answer of all pages, with the version of the page that knows least. */
export const allPages = async <Row>(
  read: (cursor: string | undefined) => Promise<PageOf<Row>>,
): Promise<{ version: number; data: Row[] }> => {
  let page = await read(undefined)
  let version = page.version
  const data = [...page.data]
  for (let count = 1; page.nextCursor !== null && count < MOST_PAGES; count += 1) {
    page = await read(page.nextCursor)
    version = Math.min(version, page.version)
    data.push(...page.data)
  }
  return { version, data }
}
