/** Berlin, Marseille and London: euros and pounds. */
import { bill, habit, income, type Life } from '../life.ts'

const einkauf = ['Wocheneinkauf', 'Einkauf', 'Brot, Käse, Äpfel'] as const

export const lena: Life = {
  person: 'lena',
  home: 'EUR',
  utcOffset: 1,
  language: 'de',
  account: 'Girokonto',
  joined: 24,
  opening: '2900.00',
  floor: '500.00',
  saving: {
    account: 'Tagesgeld',
    opening: '9800.00',
    day: 2,
    keep: '2200.00',
    step: '50.00',
  },
  standings: [
    income('kranich', '2890.00', 27, 'Gehalt {month}', { rise: 3 }),
    bill('hausverwaltung', '1380.00', 1, 'Miete', { rise: 2, byOrder: true }),
    bill('stadtwerke', ['84.00', '132.00'], 5, 'Strom und Gas'),
    bill('bvb', '58.00', 1, 'Monatskarte {month}'),
    bill('insurance', '390.00', 10, 'Pension plan'),
    bill('streamly', '12.99', 12, 'Streamly'),
    bill('bahn', ['340.00', '620.00'], 8, 'Night train and cabin, summer', {
      months: [8],
      fromSavings: true,
    }),
    bill('bahn', ['110.00', '180.00'], 18, 'Train home for Christmas', { months: [12] }),
  ],
  habits: [
    habit('kaufhalle', 1.4, ['16.00', '64.00'], einkauf),
    habit('biomarkt', 0.6, ['9.00', '32.00'], ['Biomarkt', 'Gemüsekiste']),
    habit('morgenrot', 0.8, ['3.60', '9.80'], ['Kaffee', 'Frühstück'], { hours: [8, 12], roundTo: '0.10' }),
    habit('pizzeria', 0.5, ['18.00', '46.00'], ['Pizza on Friday', 'Pizza'], {
      hours: [18, 22],
      weekdays: [5, 6],
      split: { among: ['jonas'], text: ['Pizza, mein Anteil', 'Danke für die Pizza'] },
    }),
    habit('parcel', 0.3, ['15.00', '110.00'], ['Online order', 'Keyboard', 'Hiking boots']),
  ],
}

export const jonas: Life = {
  person: 'jonas',
  home: 'EUR',
  utcOffset: 1,
  language: 'de',
  account: 'Konto',
  joined: 24,
  opening: '680.00',
  floor: '40.00',
  standings: [
    income('morgenrot', ['790.00', '960.00'], 30, 'Lohn {month}'),
    income('club', ['140.00', '420.00'], 13, ['Gage, Konzert', 'Gage, zwei Abende']),
    bill('lena', '690.00', 2, 'Mein Teil der Miete', { rise: 2, byOrder: true }),
    bill('lena', ['40.00', '66.00'], 7, 'Strom, meine Hälfte'),
    bill('tunes', '9.99', 11, 'Tonearm Music'),
    bill('bvb', '58.00', 3, 'Monatskarte {month}'),
  ],
  habits: [
    habit('kaufhalle', 1.5, ['8.00', '36.00'], einkauf),
    habit('musikhaus', 0.5, ['8.00', '95.00'], ['Saiten', 'Kabel', 'Noten', 'Pedal, gebraucht']),
    habit('club', 0.6, ['6.00', '22.00'], ['Eintritt', 'Getränke'], { hours: [20, 23], roundTo: '0.50' }),
    habit('pizzeria', 0.6, ['9.00', '19.00'], 'Pizza', { hours: [18, 22], roundTo: '0.50' }),
  ],
}

export const omar: Life = {
  person: 'omar',
  home: 'EUR',
  utcOffset: 1,
  language: 'fr',
  account: 'Compte courant',
  joined: 24,
  opening: '1750.00',
  floor: '300.00',
  saving: {
    account: 'Livret des enfants',
    opening: '3100.00',
    day: 7,
    keep: '1700.00',
    step: '25.00',
  },
  standings: [
    income('hotelVieux', '2180.00', 29, 'Salaire {month}', { rise: 2 }),
    bill('logement', '980.00', 4, 'Loyer', { byOrder: true }),
    bill('energieSud', ['66.00', '118.00'], 9, 'Électricité'),
    bill('ecole', ['64.00', '92.00'], 11, 'Cantine scolaire', { months: [1, 2, 3, 4, 5, 6, 9, 10, 11, 12] }),
    bill('insurance', '54.00', 13, 'Assurance habitation'),
    bill('wander', ['620.00', '880.00'], 16, 'Ferry to Algiers', { months: [7], fromSavings: true }),
  ],
  habits: [
    habit('marche', 1.5, ['18.00', '58.00'], ['Marché', 'Poisson et légumes', 'Marché du samedi'], {
      hours: [7, 12],
    }),
    habit('parcel', 0.4, ['12.00', '70.00'], ['Chaussures', 'Jouets', 'Online order']),
    habit('bahn', 0.15, ['24.00', '80.00'], 'Train to Lyon'),
    habit('museum', 0.1, ['12.00', '28.00'], 'Musée avec les enfants', { weekdays: [6, 7] }),
  ],
}

export const priya: Life = {
  person: 'priya',
  home: 'GBP',
  utcOffset: 0,
  language: 'en',
  account: 'Current account',
  joined: 24,
  opening: '1900.00',
  floor: '350.00',
  saving: {
    account: 'Wedding',
    opening: '5200.00',
    day: 3,
    keep: '1900.00',
    step: '50.00',
  },
  standings: [
    income('hospitalTrust', ['2540.00', '2840.00'], 26, 'Salary {month}'),
    bill('lettings', '1460.00', 1, 'Rent', { rise: 3, byOrder: true }),
    bill('powerUk', ['74.00', '148.00'], 8, 'Gas and electricity'),
    bill('council', '142.00', 12, 'Council tax', { months: [1, 4, 5, 6, 7, 8, 9, 10, 11, 12] }),
    bill('streamly', '10.99', 14, 'Streamly'),
    bill('hallUk', '1200.00', 20, 'Deposit for the Orangery', { months: [3], fromSavings: true }),
    bill('tailor', ['360.00', '520.00'], 11, 'Dress, second fitting', { months: [10], fromSavings: true }),
    bill('wander', ['680.00', '940.00'], 15, 'A week in Lisbon', { months: [5], fromSavings: true }),
  ],
  habits: [
    habit('grocerUk', 1.5, ['14.00', '62.00'], ['Weekly shop', 'Groceries', 'Fielder & Sons']),
    habit('tube', 1.4, ['5.60', '16.00'], ['Tube fares', 'Travel'], { roundTo: '0.10' }),
    habit('curry', 0.5, ['24.00', '52.00'], ['Curry night', 'Takeaway'], {
      hours: [18, 22],
      split: { among: ['tom'], text: ['Curry, my half', 'Half of last night'] },
    }),
    habit('parcel', 0.4, ['14.00', '95.00'], ['Online order', 'Scrubs', 'Invitations, first draft']),
  ],
}

export const tom: Life = {
  person: 'tom',
  home: 'GBP',
  utcOffset: 0,
  language: 'en',
  account: 'Current account',
  joined: 24,
  opening: '1240.00',
  floor: '250.00',
  saving: {
    account: 'Honeymoon',
    opening: '1500.00',
    day: 4,
    keep: '1400.00',
    step: '25.00',
  },
  standings: [
    income('elmfield', '2060.00', 28, 'Salary {month}', { rise: 3 }),
    bill('priya', '730.00', 2, 'Rent, my half', { rise: 3, byOrder: true }),
    bill('priya', ['38.00', '74.00'], 10, 'Bills, my half'),
    bill('insurance', '31.50', 13, 'Bicycle insurance'),
    bill('tunes', '10.99', 15, 'Tonearm Music'),
    bill('wander', ['320.00', '480.00'], 19, 'Walking week in Wales', { months: [8], fromSavings: true }),
  ],
  habits: [
    habit('grocerUk', 1.2, ['9.00', '44.00'], ['Groceries', 'Tea, milk, biscuits', 'Fielder & Sons']),
    habit('pub', 0.8, ['8.00', '28.00'], ['Quiz night', 'Sunday roast', 'A round'], {
      hours: [17, 22],
      roundTo: '0.10',
    }),
    habit('tube', 0.7, ['2.80', '9.00'], 'Tube fares', { roundTo: '0.10' }),
    habit('parcel', 0.3, ['10.00', '60.00'], ['Classroom things', 'Online order']),
  ],
}
