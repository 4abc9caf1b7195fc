/** How a customer is called wherever somebody else reads it. */
export const displayName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`

/** What stands in the place of the name of somebody who has been forgotten. */
export const ERASED_NAME = 'Erased customer'

/** And of somebody's payee, once that customer has been forgotten. */
export const ERASED_PAYEE = 'Erased payee'

/** And of whoever has paid that customer from another bank. */
export const ERASED_PAYER = 'Erased payer'
