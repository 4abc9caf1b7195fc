/** Who employs, houses, feeds and supplies the demo's people: customers of the bank too, so that all money is real. */
import type { Currency } from '../../server/domain/money.ts'

type Business = { readonly first: string; readonly last: string; readonly currencies: readonly Currency[] }

const business = (first: string, last: string, ...currencies: readonly Currency[]): Business => ({
  first,
  last,
  currencies,
})

export const businesses = {
  // Dollars: employers, then those who are paid.
  brightline: business('Brightline', 'Studio', 'USD'),
  lakeside: business('Lakeside', 'Hospital', 'USD'),
  reyesDental: business('Alamo', 'Dental Group', 'USD'),
  pension: business('Cornerstone', 'Pension Fund', 'USD'),
  bluebonnet: business('Bluebonnet', 'Coffee House', 'USD'),
  weddings: business('Harbor', 'Weddings', 'USD'),
  magazine: business('Prairie', 'Magazine', 'USD'),
  gallery: business('Northside', 'Gallery', 'USD'),
  shipping: business('Great Lakes', 'Shipping', 'USD'),
  publisher: business('Lantern', 'Press', 'USD'),
  oakHomes: business('Oak Street', 'Homes', 'USD'),
  campusHousing: business('Campus', 'Housing', 'USD'),
  homeLoans: business('Mission', 'Home Loans', 'USD'),
  cornerFresh: business('Corner', 'Fresh Market', 'USD'),
  farmers: business('Green Acre', 'Farmers Market', 'USD'),
  prairieEnergy: business('Prairie', 'Energy', 'USD'),
  cityWater: business('City', 'Waterworks', 'USD'),
  skyline: business('Skyline', 'Mobile', 'USD'),
  transit: business('Metro', 'Transit', 'USD'),
  fuel: business('Route 66', 'Fuel', 'USD'),
  gymUsa: business('Iron & Oak', 'Gym', 'USD'),
  diner: business('Lou’s', 'Diner', 'USD'),
  trattoria: business('Trattoria', 'Bellini', 'USD'),
  coffee: business('Third Rail', 'Coffee', 'USD'),
  books: business('Open Page', 'Books', 'USD'),
  hardware: business('Miller', 'Hardware', 'USD'),
  university: business('Lone Star', 'University', 'USD'),
  clinic: business('Wellspring', 'Clinic', 'USD'),
  cinema: business('Paramount', 'Pictures House', 'USD'),
  // Euros.
  kranich: business('Kranich', 'Software', 'EUR'),
  morgenrot: business('Café', 'Morgenrot', 'EUR'),
  club: business('Klub', 'Spreeufer', 'EUR'),
  hotelVieux: business('Hôtel', 'du Vieux-Port', 'EUR'),
  hausverwaltung: business('Hausverwaltung', 'Lindner', 'EUR'),
  logement: business('Régie', 'Méditerranée', 'EUR'),
  kaufhalle: business('Kaufhalle', 'am Park', 'EUR'),
  biomarkt: business('Biomarkt', 'Sonnenblume', 'EUR'),
  marche: business('Marché', 'des Capucins', 'EUR'),
  stadtwerke: business('Stadtwerke', 'Berlin', 'EUR'),
  energieSud: business('Énergie', 'du Sud', 'EUR'),
  bahn: business('Nachtzug', 'Europa', 'EUR'),
  bvb: business('Berliner', 'Verkehr', 'EUR'),
  pizzeria: business('Pizzeria', 'Napoli', 'EUR'),
  museum: business('Museum', 'auf der Insel', 'EUR'),
  musikhaus: business('Musikhaus', 'Krause', 'EUR'),
  ecole: business('École', 'Jean Moulin', 'EUR'),
  // Pounds.
  hospitalTrust: business('Kingsway', 'Hospital Trust', 'GBP'),
  elmfield: business('Elmfield', 'Primary School', 'GBP'),
  lettings: business('Harrow', 'Lettings', 'GBP'),
  grocerUk: business('Fielder', '& Sons Grocers', 'GBP'),
  powerUk: business('Thames', 'Power', 'GBP'),
  tube: business('London', 'Transport', 'GBP'),
  pub: business('The Crooked', 'Billet', 'GBP'),
  curry: business('Brick Lane', 'Kitchen', 'GBP'),
  tailor: business('Savile', 'Dress Hire', 'GBP'),
  hallUk: business('Kew', 'Orangery', 'GBP'),
  council: business('Borough', 'Council', 'GBP'),
  // Yen.
  kotoba: business('Kotoba', 'Translations', 'JPY'),
  hoshi: business('Sushi', 'Hoshi', 'JPY'),
  fudosan: business('Midori', 'Fudōsan', 'JPY'),
  konbini: business('Konbini', 'Asahi', 'JPY'),
  supa: business('Sūpā', 'Yamato', 'JPY'),
  denki: business('Kantō', 'Denki', 'JPY'),
  eki: business('Yamanote', 'Rail', 'JPY'),
  izakaya: business('Izakaya', 'Kaze', 'JPY'),
  onsen: business('Hakone', 'Onsen', 'JPY'),
  // Everywhere.
  streamly: business('Streamly', 'Video', 'USD', 'EUR', 'GBP', 'JPY'),
  tunes: business('Tonearm', 'Music', 'USD', 'EUR', 'GBP', 'JPY'),
  parcel: business('Parcel', '& Company', 'USD', 'EUR', 'GBP', 'JPY'),
  wander: business('Wanderly', 'Travel', 'USD', 'EUR', 'GBP', 'JPY'),
  insurance: business('Evergreen', 'Insurance', 'USD', 'EUR', 'GBP', 'JPY'),
} satisfies Readonly<Record<string, Business>>

export type BusinessKey = keyof typeof businesses
export const businessKeys = Object.keys(businesses) as BusinessKey[]

/** Not what they say. They come later than all others, and deal in dollars. */
export const shells = {
  golden: { first: 'Golden Horizon', last: 'Investments' },
  pinnacle: { first: 'Pinnacle', last: 'Trading' },
  summit: { first: 'Summit', last: 'Trading' },
  crest: { first: 'Crest', last: 'Trading' },
  riverside: { first: 'Riverside', last: 'Motors' },
} as const
export type ShellKey = keyof typeof shells
