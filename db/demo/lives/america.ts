/** Chicago, Austin, San Antonio: the lives that are paid for in dollars. */
import { bill, habit, income, type Life } from '../life.ts'

const groceries = ['Weekly shop', 'Groceries', 'Corner Fresh, groceries', 'Milk, bread and fruit'] as const

/** The first person anybody looks at, so the fullest life. */
export const maya: Life = {
  person: 'maya',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Everyday',
  joined: 24,
  opening: '2480.00',
  floor: '450.00',
  foreign: {
    account: 'Europe trip',
    currency: 'EUR',
    openedDaysAgo: 112,
    pays: '1720.00',
    text: 'Euros for the holiday',
  },
  saving: {
    account: 'House fund',
    opening: '6200.00',
    day: 2,
    keep: '2400.00',
    step: '50.00',
  },
  standings: [
    income('brightline', '3850.00', 28, 'Salary {month}', { rise: 4 }),
    income('brightline', '1800.00', 15, 'Annual bonus {year}', { months: [12] }),
    bill('oakHomes', '1980.00', 1, 'Rent', { rise: 3, byOrder: true }),
    bill('prairieEnergy', ['62.00', '118.00'], 6, 'Electricity and gas, {month}'),
    bill('skyline', '45.00', 8, 'Phone plan {month}'),
    bill('skyline', '59.99', 8, 'Internet {month}'),
    bill('streamly', '15.49', 11, 'Streamly subscription'),
    bill('tunes', '10.99', 13, 'Tonearm Music'),
    bill('gymUsa', '39.00', 3, 'Gym membership {month}'),
    bill('insurance', '27.40', 5, 'Renters insurance'),
    bill('transit', '75.00', 1, 'Monthly transit pass', { byOrder: true }),
    bill('marcus', '60.00', 20, ['Happy birthday, Grandpa!'], { months: [5] }),
    bill('ben', '80.00', 18, 'Birthday dinner for Ben', { months: [9] }),
    bill('wander', ['1350.00', '1800.00'], 9, 'Flights and hotel, summer holiday', {
      months: [6],
      fromSavings: true,
    }),
    bill('wander', ['420.00', '560.00'], 4, 'Flights home for the holidays', { months: [12] }),
    bill('parcel', ['180.00', '320.00'], 12, 'Christmas presents', { months: [12] }),
    bill('clinic', ['90.00', '140.00'], 16, 'Dental check-up', { months: [3, 9] }),
  ],
  habits: [
    habit('cornerFresh', 1.6, ['24.00', '92.00'], groceries, { hours: [9, 20] }),
    habit('farmers', 0.7, ['12.00', '38.00'], ['Farmers market', 'Peaches and cheese'], {
      hours: [8, 13],
      weekdays: [6, 7],
    }),
    habit('coffee', 1.8, ['3.80', '9.40'], ['Coffee', 'Flat white', 'Coffee and bagel', 'Cold brew'], {
      hours: [7, 11],
      roundTo: '0.10',
    }),
    habit('trattoria', 0.45, ['48.00', '112.00'], ['Dinner at Bellini', 'Pasta night'], {
      hours: [18, 22],
      weekdays: [4, 5, 6],
      split: { among: ['ben', 'grace'], text: ['My half of dinner', 'Dinner at Bellini, thanks!'] },
    }),
    habit('diner', 0.5, ['16.00', '34.00'], ['Brunch at Lou’s', 'Pancakes'], {
      hours: [9, 13],
      weekdays: [6, 7],
      split: { among: ['ben', 'nora'], text: ['Brunch, my share', 'Pancakes!'] },
    }),
    habit('cinema', 0.3, ['14.00', '31.00'], ['Cinema tickets', 'Late show'], {
      hours: [17, 21],
      roundTo: '0.50',
    }),
    habit('books', 0.35, ['11.00', '46.00'], ['Books', 'A novel and a birthday card']),
    habit('parcel', 0.5, ['14.00', '120.00'], ['Online order', 'Running shoes', 'Desk lamp', 'Winter coat']),
    habit('ben', 0.45, ['9.00', '42.00'], ['Lunch with Ben', 'Groceries we shared', 'Taxi home, my half'], {
      roundTo: '0.50',
    }),
    habit('grace', 0.15, ['15.00', '60.00'], ['Concert ticket', 'Pottery class with Grace'], {
      roundTo: '1.00',
    }),
    habit(['hotelVieux'], 6, ['62.00', '88.00'], 'Hotel in Marseille', {
      currency: 'EUR',
      daysAgo: [92, 99],
      hours: [10, 12],
    }),
    habit(
      ['museum', 'pizzeria', 'marche', 'morgenrot'],
      14,
      ['6.50', '34.00'],
      ['Holiday lunch', 'Ice cream', 'Museum'],
      {
        currency: 'EUR',
        daysAgo: [92, 104],
        roundTo: '0.50',
      },
    ),
    habit('lena', 1, ['12.00', '30.00'], 'Concert in Berlin, thanks Lena', {
      currency: 'EUR',
      daysAgo: [96, 104],
      roundTo: '1.00',
    }),
  ],
}

export const ben: Life = {
  person: 'ben',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Checking',
  joined: 24,
  opening: '1320.00',
  floor: '220.00',
  saving: {
    account: 'Rainy days',
    opening: '900.00',
    day: 3,
    keep: '1500.00',
    step: '25.00',
  },
  standings: [
    income('lakeside', ['2780.00', '3180.00'], 27, 'Salary {month}, shifts included'),
    // Maya pays the landlord; this is his half.
    bill('maya', '990.00', 1, 'Rent, my half', { rise: 3, byOrder: true }),
    bill('maya', ['32.00', '58.00'], 9, 'Electricity, my half'),
    bill('skyline', '38.00', 10, 'Phone plan {month}'),
    bill('university', '420.00', 5, 'Student loan', { byOrder: true }),
    bill('insurance', '64.20', 7, 'Car insurance'),
    bill('tunes', '10.99', 14, 'Tonearm Music'),
    bill('hardware', ['380.00', '720.00'], 19, 'Car repair', { months: [2, 10], fromSavings: true }),
  ],
  habits: [
    habit('cornerFresh', 1.5, ['18.00', '74.00'], groceries, { hours: [8, 21] }),
    habit('fuel', 0.7, ['28.00', '52.00'], ['Gas', 'Gas and a coffee']),
    habit('diner', 0.6, ['9.00', '22.00'], ['Breakfast after the night shift', 'Lou’s Diner'], {
      hours: [7, 10],
    }),
    habit('farmers', 0.4, ['14.00', '40.00'], 'Vegetables for Sunday', { hours: [8, 13], weekdays: [6, 7] }),
    habit('maya', 0.25, ['8.00', '30.00'], ['Cinema, my ticket', 'Drinks on Friday', 'Cleaning things'], {
      roundTo: '0.50',
    }),
    habit('parcel', 0.3, ['15.00', '90.00'], ['Online order', 'Kitchen knife', 'Headphones']),
  ],
}

export const sofia: Life = {
  person: 'sofia',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Student account',
  joined: 22,
  opening: '640.00',
  floor: '60.00',
  standings: [
    income('elena', '520.00', 1, 'For {month}, love Mom'),
    income('bluebonnet', ['480.00', '660.00'], 5, 'Wages {month}'),
    bill('campusHousing', '780.00', 6, 'Room', { byOrder: true }),
    bill('skyline', '25.00', 9, 'Phone plan {month}'),
    bill('streamly', '7.99', 12, 'Streamly, student plan'),
    bill('university', ['95.00', '160.00'], 15, 'Course materials', { months: [1, 8] }),
  ],
  habits: [
    habit('cornerFresh', 1.2, ['9.00', '42.00'], groceries),
    habit('coffee', 1.2, ['3.20', '7.50'], ['Coffee', 'Iced latte', 'Coffee and exam cards'], {
      roundTo: '0.10',
    }),
    habit('cinema', 0.25, ['9.00', '18.00'], 'Student night at the cinema', { hours: [18, 21] }),
    habit('books', 0.2, ['18.00', '64.00'], 'Textbook, second hand'),
    habit('transit', 0.6, ['5.00', '12.50'], 'Bus card', { roundTo: '0.50' }),
  ],
}

export const elena: Life = {
  person: 'elena',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Family account',
  joined: 24,
  opening: '5400.00',
  floor: '1100.00',
  saving: {
    account: 'College and roof',
    opening: '18400.00',
    day: 4,
    keep: '4200.00',
    step: '100.00',
  },
  standings: [
    income('reyesDental', '7400.00', 30, 'Salary {month}', { rise: 2 }),
    bill('homeLoans', '2680.00', 3, 'Mortgage', { byOrder: true }),
    bill('prairieEnergy', ['120.00', '240.00'], 7, 'Electricity {month}'),
    bill('cityWater', ['48.00', '76.00'], 8, 'Water {month}'),
    bill('insurance', '212.00', 10, 'House and car insurance'),
    bill('skyline', '110.00', 11, 'Family phone plan'),
    bill('university', '5200.00', 12, 'Tuition for Sofia', { months: [1, 8], fromSavings: true }),
    bill('wander', ['1900.00', '2600.00'], 14, 'Family holiday', { months: [7], fromSavings: true }),
    bill('sofia', '150.00', 24, 'Merry Christmas, Sofi', { months: [12] }),
  ],
  habits: [
    habit('cornerFresh', 1.5, ['52.00', '148.00'], groceries),
    habit('fuel', 0.9, ['38.00', '64.00'], 'Gas'),
    habit('hardware', 0.3, ['22.00', '210.00'], ['Paint and brushes', 'Garden hose', 'Miller Hardware']),
    habit('trattoria', 0.3, ['60.00', '130.00'], 'Dinner out', { hours: [18, 21] }),
    habit('parcel', 0.5, ['25.00', '160.00'], 'Online order'),
    habit('sofia', 0.12, ['20.00', '80.00'], ['For the train home', 'Treat yourself'], { roundTo: '5.00' }),
  ],
}

export const marcus: Life = {
  person: 'marcus',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Pension account',
  joined: 24,
  opening: '3100.00',
  floor: '900.00',
  saving: {
    account: 'For the grandchildren',
    opening: '14250.00',
    day: 5,
    keep: '2600.00',
    step: '50.00',
  },
  standings: [
    income('pension', '1990.00', 1, 'Pension {month}', { rise: 2 }),
    bill('oakHomes', '1020.00', 2, 'Rent', { byOrder: true }),
    bill('prairieEnergy', ['55.00', '130.00'], 9, 'Electricity and gas, {month}'),
    bill('skyline', '22.00', 10, 'Telephone'),
    bill('clinic', ['35.00', '80.00'], 17, 'Prescription', { months: [1, 3, 5, 7, 9, 11] }),
    bill('maya', '100.00', 14, 'Happy birthday, Maya! Grandpa', { months: [2] }),
    bill('maya', '150.00', 23, 'Merry Christmas, dear', { months: [12], fromSavings: true }),
  ],
  habits: [
    habit('cornerFresh', 1.6, ['14.00', '58.00'], groceries, { hours: [8, 11] }),
    habit('hardware', 0.4, ['8.00', '64.00'], ['Seeds and soil', 'A new rake', 'Bird food']),
    habit('diner', 0.9, ['9.00', '16.00'], ['Coffee with the old crew', 'Breakfast at Lou’s'], {
      hours: [7, 10],
    }),
  ],
}

export const grace: Life = {
  person: 'grace',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'Studio account',
  joined: 24,
  opening: '4150.00',
  floor: '700.00',
  saving: {
    account: 'Taxes and winter',
    opening: '7600.00',
    day: 6,
    keep: '5200.00',
    step: '100.00',
  },
  standings: [
    income('weddings', ['2900.00', '4900.00'], 22, ['Wedding photographs', 'Two weddings in {month}'], {
      months: [5, 6, 7, 8, 9, 10],
    }),
    income('magazine', ['1300.00', '2100.00'], 16, 'Photo essay, {month} issue', {
      months: [1, 2, 3, 4, 11, 12],
    }),
    income('gallery', ['450.00', '1150.00'], 11, 'Prints sold in {month}'),
    bill('oakHomes', '1690.00', 2, 'Rent', { rise: 3, byOrder: true }),
    bill('prairieEnergy', ['48.00', '96.00'], 8, 'Electricity {month}'),
    bill('skyline', '65.00', 9, 'Phone and internet'),
    bill('insurance', '84.00', 12, 'Camera insurance'),
    bill('parcel', ['900.00', '1900.00'], 18, 'Camera lens', { months: [4], fromSavings: true }),
  ],
  habits: [
    habit('cornerFresh', 1.1, ['18.00', '66.00'], groceries),
    habit('fuel', 0.6, ['30.00', '55.00'], 'Gas'),
    habit('coffee', 1, ['4.00', '12.00'], ['Coffee', 'Coffee with a client'], { roundTo: '0.10' }),
    habit('maya', 0.15, ['12.00', '40.00'], ['Theatre ticket', 'Lunch, your turn was last time'], {
      roundTo: '1.00',
    }),
    habit('parcel', 0.35, ['20.00', '140.00'], ['Photo paper', 'Memory cards', 'Online order']),
  ],
}

export const nora: Life = {
  person: 'nora',
  home: 'USD',
  utcOffset: -6,
  language: 'en',
  account: 'New start',
  joined: 5,
  opening: '3900.00',
  floor: '400.00',
  standings: [
    income('shipping', '3150.00', 25, 'Salary {month}'),
    bill('oakHomes', '1540.00', 1, 'Rent', { byOrder: true }),
    bill('skyline', '55.00', 7, 'Phone and internet'),
    bill('transit', '75.00', 2, 'Monthly transit pass'),
    bill('gymUsa', '39.00', 4, 'Gym membership {month}'),
    bill('hardware', ['480.00', '760.00'], 12, 'Furniture for the new flat'),
  ],
  habits: [
    habit('cornerFresh', 1.6, ['16.00', '62.00'], groceries),
    habit('coffee', 1.6, ['3.80', '8.20'], ['Fika', 'Coffee', 'Cinnamon bun'], { roundTo: '0.10' }),
    habit(
      'parcel',
      1.1,
      ['25.00', '180.00'],
      ['Curtains', 'Kitchen things', 'Bed linen', 'A bicycle helmet'],
    ),
    habit('maya', 0.3, ['10.00', '28.00'], ['Brunch on Sunday', 'Museum ticket'], { roundTo: '0.50' }),
    habit('trattoria', 0.4, ['24.00', '58.00'], 'Dinner', { hours: [18, 21] }),
  ],
}
