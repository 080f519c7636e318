import { pluralFor } from '../../plural.ts';

const n = pluralFor('en');

/** Buying temporary seats. */
export const temporarySeats = {
  buyTitle: 'Buy temporary seats',
  lead: 'Extra seats between two days. They are charged by the day and count as bought only while they are active.',
  group: 'For',
  seats: 'Seats',
  firstOn: 'First day',
  lastOn: 'Last day',
  lastHint: (day: string) => `At the latest ${day}. When they end, members who are then too many lose their seat.`,
  check: 'Show price',
  confirmTitle: 'Confirm temporary seats',
  confirmLead: 'Nothing has been bought yet.',
  product: 'Product',
  cost: 'Cost',
  costCaption: 'What the temporary seats cost',
  total: 'Total before tax',
  tax: (rate: string) => `Tax (${rate})`,
  totalWithTax: 'Total',
  onNextInvoice: (day: string) => `It stands on the invoice of ${day}.`,
  buy: 'Buy temporary seats',
  change: 'Change',
  bought: (seats: number, from: string, to: string, order: string) =>
    `${n(seats, { one: '# temporary seat has been bought', other: '# temporary seats have been bought' })}, from ${from} to ${to}. Order ${order}.`,
  moved: 'The subscription has changed in the meantime. This is the price as it is now; nothing has been bought yet.',
  none: 'There is nothing that has seats in this subscription.',
  refusals: {
    'day-invalid': 'Enter a day that exists, such as 2026-03-31',
    'first-too-early': 'The first day must be today or later',
    'last-before-first': 'The last day must not be before the first',
    'last-too-late': 'The last day is more than two years away',
    'seats-too-many': 'That is more than 100,000 seats in all',
    'group-unknown': 'Choose one of the products',
    'product-leaves': 'This product is removed before the last day',
  },
};
