/**
 * The bank's own rules: a table read from the top, in which the first line that has a word of the description, or of the
 * counterparty's name, says the category. What a description says counts for more than who is paid: "groceries we
 * shared", paid to a friend, are groceries.
 *
 * What a description says is reckoned into totals when the money moves, and what customers choose is set off against
 * it. So a word never leaves its line, and a line never moves: that would rewrite months long past, and totals built
 * anew would no longer fit the choices. New words are welcome where no older description has them. What a name says is
 * only looked up when somebody asks, and may change at any time.
 */
import type { Category } from './category.ts'

type Line = {
  readonly category: Category
  /** Separated by commas, in the form of {@link normalised}: `*` stands for any further letters of the word. */
  readonly text?: string
  readonly name?: string
}

export const generalRules: readonly Line[] = [
  { category: 'interest', text: 'interest, zinsen, habenzinsen, interets, 利息' },
  { category: 'fees', text: 'fee, fees, overdraft, gebuhr*, kontofuhrung*, frais, agios, 手数料' },
  {
    category: 'taxes',
    text: 'tax, taxes, steuer*, impot*, 税金',
    name: 'council, finanzamt, treasury, revenue',
  },
  {
    category: 'insurance',
    text: 'insurance, *versicherung, assurance, mutuelle, pension plan, 保険',
    name: 'insurance, versicherung, assurance*',
  },
  {
    category: 'salary',
    text: 'salary, wages, payroll, bonus, gehalt, lohn, gage, salaire, paie, 給料, 給与',
  },
  {
    category: 'utilities',
    text: 'electricity, water, gas bill, phone plan, phone and internet, family phone plan, telephone, internet, strom*, heizung, electricite, eau, energie, 電気, 水道',
    name: 'energy, energie, waterworks, stadtwerke, mobile, power, denki, telecom, telekom',
  },
  {
    category: 'rent',
    text: 'rent, mortgage, room, my half of the rent, miete, loyer, nebenkosten, 家賃',
    name: 'homes, housing, lettings, hausverwaltung, regie, fudosan, home loans',
  },
  {
    category: 'gifts',
    text: 'birthday, christmas presents, merry christmas, gift, geschenk*, cadeau*, anniversaire, donation, spende*',
  },
  {
    category: 'travel',
    text: 'hotel, flight, flights, holiday, ferry, night train, a week in, walking week, trip to, urlaub, reise, vacances, voyage, onsen, 旅行',
    name: 'travel, hotel, onsen, nachtzug, airlines',
  },
  {
    category: 'transport',
    text: 'transit pass, train, bus, tube, taxi, rail card, travel, gas, petrol, fuel, parking, car repair, monatskarte, fahrkarte, benzin, tanken, taxi home, essence, navette, 定期券',
    name: 'transit, transport, verkehr, rail, fuel, taxi',
  },
  {
    category: 'health',
    text: 'dental, prescription, doctor, pharmacy, gym, fitness, arzt, zahnarzt, apotheke, medecin, pharmacie, 病院',
    name: 'clinic, pharmacy, apotheke, pharmacie, gym, dentist',
  },
  {
    category: 'education',
    text: 'tuition, student loan, textbook, course materials, cantine scolaire, school, classroom things, studiengebuhr*, schule, ecole',
    name: 'university, school, ecole',
  },
  {
    category: 'groceries',
    text: 'grocer*, weekly shop, milk, supermarket, vegetables, farmers market, fish market*, rice, wocheneinkauf, einkauf, brot, gemusekiste, biomarkt, lebensmittel, courses, epicerie, marche, poisson, konbini, onigiri, スーパー, 食料品',
    name: 'market, fresh, grocer*, kaufhalle, supermarkt, biomarkt, marche, supermarche, supa, konbini',
  },
  {
    category: 'eatingOut',
    text: 'coffee, cold brew, flat white, latte, fika, cinnamon bun, breakfast, brunch, pancakes, lunch, dinner, pasta night, pizza, curry*, takeaway, sunday roast, a round, drinks, ice cream, sushi, izakaya, kaffee, fruhstuck, mittagessen, abendessen, getranke, restaurant, dejeuner, diner, 外食, 昼食',
    name: 'coffee, cafe, diner, trattoria, pizzeria, kitchen, sushi, izakaya, restaurant, bistro, billet, bar',
  },
  {
    category: 'subscriptions',
    text: 'subscription, streamly*, tonearm*, abo, abonnement',
    name: 'streamly, tonearm',
  },
  {
    category: 'leisure',
    text: 'cinema, theatre, concert, konzert, museum, musee, books, a novel, quiz night, pottery class, eintritt, saiten, noten, late show, jouets, 映画',
    name: 'pictures, books, museum, klub, club, musikhaus, theatre, orangery',
  },
  {
    category: 'shopping',
    text: 'online order, shoes, boots, coat, lamp, headphones, keyboard, curtains, furniture, kitchen things, bed linen, hardware, garden hose, chaussures, kleidung, vetements, 買い物',
    name: 'parcel, hardware, dress hire, boutique, store',
  },
  {
    category: 'income',
    text: 'pension, payments from customers, prints sold, photo essay, wedding photographs, subtitles, translation*, rente, honorar, honoraires, 年金',
    name: 'pension fund',
  },
  { category: 'savings', text: 'put aside, savings, sparen, epargne, 貯金' },
  { category: 'cash', text: 'cash, cash machine, bargeld, auszahlung, especes, retrait, 現金' },
]

/**
 * Text as it is compared: lower case, without accents, digits, punctuation and the names of months, so that November's
 * rent reads as December's.
 */
export const normalised = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/giu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(MONTHS, ' ')
    .replace(/ +/g, ' ')
    .trim()

const MONTHS =
  /(?<!\p{L})(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre)(?!\p{L})/gu

/** Nothing in the description says it. */
export const categoryOfText = (description: string): Category | null =>
  firstMatch('text', normalised(description))

/** Nothing in the name says it, or it is no business's. */
export const categoryOfName = (name: string): Category | null => firstMatch('name', normalised(name))

const firstMatch = (column: 'text' | 'name', text: string): Category | null =>
  text === '' ? null : (compiled[column].find(({ pattern }) => pattern.test(text))?.category ?? null)

/** Scripts without spaces between words are looked through for the word wherever it stands. */
const patternOf = (word: string): string =>
  /[぀-ヿ一-鿿]/u.test(word) ? word : `(?<!\\p{L})${word.replaceAll('*', '\\p{L}*')}(?!\\p{L})`

const compile = (column: 'text' | 'name') =>
  generalRules.flatMap(({ category, [column]: words }) =>
    words === undefined
      ? []
      : [{ category, pattern: new RegExp(words.split(', ').map(patternOf).join('|'), 'u') }],
  )

const compiled = { text: compile('text'), name: compile('name') }
