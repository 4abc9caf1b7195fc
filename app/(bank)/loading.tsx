import { PagePlaceholder } from './page-placeholder.tsx'

export default PagePlaceholder
