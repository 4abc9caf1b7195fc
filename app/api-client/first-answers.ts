/** Reads what a document has brought along. */
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import type { EarlyQuestion, FirstAnswers } from './early-answers.ts'

type Outputs = inferRouterOutputs<AppRouter>
type OutputAt<Path extends string> =
  Path extends `${infer Router extends keyof Outputs & string}.${infer Name}`
    ? Name extends keyof Outputs[Router]
      ? Outputs[Router][Name]
      : never
    : never

/** The answer to the first question of that name. */
export const answerTo = <Path extends EarlyQuestion[0]>(
  { questions, answers }: FirstAnswers,
  path: Path,
): OutputAt<Path> | undefined =>
  answers[questions.findIndex(([asked]) => asked === path)] as OutputAt<Path> | undefined
