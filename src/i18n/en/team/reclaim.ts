import { pluralFor } from '../../plural.ts';

const n = pluralFor('en');

/** Reclaiming unused seats before the account buys more. */
export const reclaim = {
  notice: (seats: number, names: string) =>
    n(seats, { one: `# seat for ${names} could be freed first`, other: `# seats for ${names} could be freed first` }),
  reasons: {
    suspended: (names: string) => `Suspended: ${names}`,
    invited: (days: number, names: string) => `Invited more than ${days} days ago, no answer yet: ${names}`,
    away: (days: number, names: string) => `Not signed in for ${days} days: ${names}`,
  },
  andMore: (more: number) => n(more, { one: 'and # more', other: 'and # more' }),
  choose: 'Choose and free seats',
  chooseFor: (names: string) => `for ${names}`,
  title: 'Free seats',
  lead: 'These people hold a seat and do not seem to use it. Freeing one makes room for somebody else, without buying.',
  bill: 'Freeing a seat does not lower your bill: you pay for the seats you bought. Roles and invitations stay as they are.',
  legend: (names: string) => `Seats for ${names}`,
  suspendedSince: (day: string) => `Suspended since ${day}`,
  suspended: 'Suspended',
  invitedOn: (day: string) => `Invited on ${day}, no answer yet`,
  lastSeen: (day: string) => `Last signed in on ${day}`,
  neverSeen: 'Has never signed in',
  shown: (shown: string, all: string) => `The first ${shown} of ${all} are shown; the others follow once these are free.`,
  button: 'Free chosen seats',
  choiceMissing: 'Choose at least one person whose seat is to be freed',
  freed: (seats: number, names: string, holders: string) =>
    n(seats, {
      one: `# seat for ${names} is free: it was held by ${holders}. Your bill stays the same.`,
      other: `# seats for ${names} are free: they were held by ${holders}. Your bill stays the same.`,
    }),
  othersFreed: (more: number) => n(more, { one: '# other', other: '# others' }),
  freedNone: 'Nothing was freed: the chosen seats are free already, or in use again.',
  kept: (seats: number) =>
    n(seats, { one: '# chosen seat was left: it is in use again.', other: '# chosen seats were left: they are in use again.' }),
  emptyTitle: 'No seats to free',
  empty: 'Everybody who holds a seat here uses it, or it is not yours to free.',
};
