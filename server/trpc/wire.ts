/** The wire's form of values, where the API looks for it. */
export { type WireValue, wireValues } from '../domain/wire.ts'
