/**
 * The arrays that the bank's statements take and answer, known beforehand: of one dimension, of texts, UUIDs and whole
 * numbers. The driver (3.4.9) would ask the server for all there are on each new connection, and lets nobody catch what
 * comes of it when that connection is lost meanwhile: the process would end.
 */
import { makePgArray } from 'drizzle-orm/pg-core/utils/array'

/** In Postgres' own way of writing an array: quoted where it has to be, with `\` before a quote and before itself. */
const ELEMENT = /"((?:[^"\\]|\\[\s\S])*)"|([^,{}]+)/g

const elementsIn = (text: string): (string | null)[] =>
  [...text.matchAll(ELEMENT)].map(([, quoted, plain]) => {
    if (quoted !== undefined) return quoted.replace(/\\([\s\S])/g, '$1')
    return plain === undefined || plain === 'NULL' ? null : plain
  })

const arrayOf = <Element>(oid: number, elementOf: (text: string) => Element) => ({
  to: oid,
  from: [oid],
  parse: (text: string) => elementsIn(text).map((element) => (element === null ? null : elementOf(element))),
  // What is given as text is written so already.
  serialize: (given: unknown) =>
    Array.isArray(given) ? makePgArray(given.map((one) => (one === null ? null : String(one)))) : given,
})

export const arrayTypes = {
  textArray: arrayOf(1009, String),
  uuidArray: arrayOf(2951, String),
  intArray: arrayOf(1007, Number),
  bigintArray: arrayOf(1016, Number),
}
