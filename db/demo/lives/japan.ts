/** Tokyo: yen, and the dollars that Yuki's clients pay. */
import { bill, habit, income, type Life } from '../life.ts'

export const yuki: Life = {
  person: 'yuki',
  home: 'JPY',
  utcOffset: 9,
  language: 'en',
  account: 'Futsū yokin',
  joined: 24,
  opening: '384000',
  floor: '60000',
  foreign: {
    account: 'Dollars from abroad',
    currency: 'USD',
    openedDaysAgo: 540,
    pays: '15000',
    text: 'First dollars',
  },
  saving: {
    account: 'Teiki yokin',
    opening: '1250000',
    day: 3,
    keep: '340000',
    step: '5000',
  },
  standings: [
    income('kotoba', ['226000', '268000'], 25, 'Translation, {month}'),
    income('publisher', ['90.00', '240.00'], 17, ['Subtitles, {month}', 'Short story translated'], {
      currency: 'USD',
    }),
    bill('fudosan', '118000', 27, 'Rent', { byOrder: true }),
    bill('denki', ['7200', '14800'], 8, 'Electricity {month}'),
    bill('insurance', '17600', 10, 'Health insurance'),
    bill('streamly', '1490', 12, 'Streamly'),
    bill('onsen', ['38000', '64000'], 14, 'Onsen with Aunt Keiko', { months: [11], fromSavings: true }),
    bill('wander', ['92000', '140000'], 6, 'Trip to Hokkaidō', { months: [7], fromSavings: true }),
  ],
  habits: [
    habit('supa', 1.5, ['1800', '6400'], ['Groceries', 'Supermarket', 'Rice and vegetables']),
    habit('konbini', 1.2, ['320', '1480'], ['Konbini', 'Onigiri and tea', 'Lunch']),
    habit(
      ['parcel', 'wander', 'books'],
      0.35,
      ['18.00', '140.00'],
      ['Books from abroad', 'Conference ticket'],
      {
        currency: 'USD',
      },
    ),
    habit('eki', 0.9, ['1000', '5000'], 'Rail card', { roundTo: '1000' }),
    habit('hoshi', 0.35, ['3800', '9600'], 'Sushi at Hoshi', { hours: [18, 21] }),
    habit('izakaya', 0.4, ['2600', '7200'], 'Izakaya', {
      hours: [18, 22],
      roundTo: '100',
      split: { among: ['kenji'], text: ['My share, thank you', 'Izakaya, my half'] },
    }),
  ],
}

export const kenji: Life = {
  person: 'kenji',
  home: 'JPY',
  utcOffset: 9,
  language: 'en',
  account: 'Main account',
  joined: 24,
  opening: '265000',
  floor: '45000',
  saving: {
    account: 'My own restaurant',
    opening: '860000',
    day: 2,
    keep: '210000',
    step: '5000',
  },
  standings: [
    income('hoshi', '246000', 28, 'Salary {month}', { rise: 2 }),
    bill('fudosan', '96000', 29, 'Rent', { byOrder: true }),
    bill('denki', ['6200', '11900'], 9, 'Electricity {month}'),
    bill('insurance', '18800', 11, 'Health insurance'),
    bill('tunes', '980', 13, 'Tonearm Music'),
    bill('parcel', ['42000', '88000'], 17, 'A knife from Sakai', { months: [2], fromSavings: true }),
  ],
  habits: [
    habit('supa', 1.2, ['1400', '5200'], ['Groceries', 'Fish market breakfast']),
    habit('konbini', 1.4, ['280', '1200'], ['Konbini', 'Coffee and melon bread']),
    habit('izakaya', 0.5, ['2200', '6400'], ['After work', 'Izakaya'], { hours: [20, 23], roundTo: '100' }),
    habit('eki', 0.6, ['1000', '3000'], 'Rail card', { roundTo: '1000' }),
  ],
}
