/** What is used of a parser that comes without types. */
declare module 'mt940js' {
  type Statement = {
    accountIdentification: string
    number: { statement: string; sequence: string }
    currency: string
    openingBalance: number
    closingBalance: number
    closingAvailableBalance: number
    transactions: {
      amount: number
      bankReference: string
      details: string
      structuredDetails?: Record<string, string>
    }[]
  }
  const mt940: { Parser: new (options?: { no86Structure?: boolean }) => { parse(text: string): Statement[] } }
  export default mt940
}
