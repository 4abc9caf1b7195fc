/** What a layer of the bars is called. */
import { categoryNames } from '../../text/categories.ts'
import { insightsText } from '../../text/insights.ts'
import { type Layer, OTHERS } from './spending-bars.ts'

export const nameOfLayer = ({ key, categories }: Layer): string =>
  key === OTHERS ? insightsText.others : categoryNames[categories[0]!]
