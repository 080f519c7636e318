import { pluralFor } from '../plural.ts';

const n = pluralFor('en');

/** Adding seats: buying them, requesting them, writing to the representative. */
export const addSeats = {
  leadBuy: 'More seats take effect at once. They are charged for the rest of this period, and then with every further one.',
  leadRequest: (names: string) => `Ask for the seats you need. Nothing changes until ${names} approves your request.`,
  leadRepresentative: (name: string) =>
    `Tell ${name}, your account representative, how many seats you need. Nothing changes until they place the order for you.`,
  leadRepresentativeNobody:
    'Tell the people who look after your account how many seats you need. Nothing changes until they place the order for you.',
  leadCart: 'Say how many. The next page shows your whole subscription with them added, and what it costs.',
  leadEdit: 'Change what you asked for. It takes the place of what is waiting now.',
  kept: 'What you typed about the team member is kept. You go back to it afterwards.',
  keptBack: 'Back without adding seats',

  // The form
  which: 'Seats for',
  field: 'Additional seats',
  fieldHint: 'How many more, not the new total.',
  noteRepresentativeHint: 'What should your representative know? For example, when you need the seats.',
  sure: (more: number, total: string) =>
    n(more, { one: `Yes, add # seat, ${total} in total`, other: `Yes, add # seats, ${total} in total` }),
  sureHint: (present: string) => `You have ${present} now. Please confirm that this is the number of additional seats, and not the total.`,
  sureNeeded: (more: string, present: string) =>
    `Confirm that you want ${more} more on top of the ${present} you have, or enter a smaller number`,
  buy: 'Buy seats',
  request: 'Request seats',
  write: 'Send to representative',
  cart: 'Continue',
  enter: 'Enter a number, and you will see here what it means.',
  total: (seats: number) => n(seats, { one: '# seat', other: '# seats' }),
  perProduct: 'What that is per product',
  announce: (total: number, due: string) =>
    n(total, {
      one: `New total: # seat. To be charged for the rest of the period: ${due}.`,
      other: `New total: # seats. To be charged for the rest of the period: ${due}.`,
    }),
  announceTotal: (total: number) => n(total, { one: 'New total: # seat.', other: 'New total: # seats.' }),

  // Answers
  bought: (more: number, names: string, total: string, order: string) =>
    n(more, {
      one: `# seat added. Seats for ${names}: now ${total} in total. Order ${order}.`,
      other: `# seats added. Seats for ${names}: now ${total} in total. Order ${order}.`,
    }),
  requested: (more: number, names: string, total: string) =>
    n(more, {
      one: `You have asked for # more seat. Seats for ${names}: ${total} in total once your request is approved.`,
      other: `You have asked for # more seats. Seats for ${names}: ${total} in total once your request is approved.`,
    }),
  written: (more: number, names: string, total: string) =>
    n(more, {
      one: `Your message is on its way: # more seat. Seats for ${names}: ${total} in total once the order is placed.`,
      other: `Your message is on its way: # more seats. Seats for ${names}: ${total} in total once the order is placed.`,
    }),

  // For members who can neither buy nor request
  cannotTitle: 'You cannot add seats yourself',
  cannot: (names: string) => `Requests are switched off in this account. For more seats, ask ${names}.`,
  cannotNobody: 'Requests are switched off in this account.',
  noGroupsManage: 'To buy something that is sold by the seat, go to Manage subscription.',

  // Free seats first
};
