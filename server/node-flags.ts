/**
 * How Node is to be started for the bank's processes. What a request leaves behind dies young: with room for 64 MB of it
 * instead of 16, it is collected less often and survives by chance less often. Over HTTP that was worth 10 % of the
 * transfers and 6 % of calls that do nothing (three runs of `npm run bench -- http` each, by turns). And what a process
 * imports is found sooner: `quick-imports.mjs`.
 */
export const nodeFlags = [
  '--max-semi-space-size=64',
  `--import=${import.meta.resolve('./quick-imports.mjs')}`,
]
