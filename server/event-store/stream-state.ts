/** A stream's state together with where it stands. */

export type StreamState = {
  readonly state: unknown
  /** The stream position of the last event in the state; -1 when the stream is empty. */
  readonly streamPosition: number
}
