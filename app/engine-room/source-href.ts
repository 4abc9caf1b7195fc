/** Where a line of the project can be looked at: in its public repository, or else in the bank itself. */
export const sourceHref = (
  { path, line }: { readonly path: string; readonly line: number | undefined },
  repository: string | null,
): string => {
  if (repository !== null) return `${repository}/blob/HEAD/${path}${line === undefined ? '' : `#L${line}`}`
  const query = new URLSearchParams({ file: path, ...(line === undefined ? {} : { line: String(line) }) })
  return `/engine-room/source?${query}`
}
