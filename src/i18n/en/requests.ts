import type { Cycle } from '../../catalogue/catalogue.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('en');

export const requests = {
  states: { pending: 'Pending', approved: 'Approved', rejected: 'Rejected', withdrawn: 'Withdrawn', closed: 'Closed' },

  // The list
  leadAll: 'What people in this account have asked for, and what became of it.',
  leadOwn: 'What you have asked for, and what became of it.',
  captionAll: 'Requests of this account',
  captionOwn: 'Your requests',
  columns: { state: 'State', asked: 'What is asked for', requester: 'Requester', answer: 'Answer', action: 'Open' },
  pendingFor: (days: number) => (days < 1 ? 'Pending since today' : n(days, { one: 'Pending for # day', other: 'Pending for # days' })),
  outcomes: {
    pending: () => '',
    approved: (name: string, when: string) => `Approved by ${name} on ${when}`,
    rejected: (name: string, when: string) => `Rejected by ${name} on ${when}`,
    withdrawn: (_name: string, when: string) => `Withdrawn on ${when}`,
    closed: (_name: string, when: string) => `Closed on ${when}`,
  },
  closedBecause: {
    cancellation: 'The account was cancelled.',
    type: 'The new account type does not allow such requests.',
    requester: 'The requester may no longer ask for changes.',
  },
  reasonIs: (reason: string) => `Reason: ${reason}`,
  order: (number: string) => `Order ${number}`,
  review: 'Review request',
  open: 'Show request',
  ofPerson: (name: string, when: string) => `of ${name} from ${when}`,
  emptyAll: 'Nobody has asked for anything yet',
  emptyAllText: 'When somebody who cannot change the subscription asks for a change, it waits here for an answer.',
  emptyOwn: 'You have not asked for anything yet',
  emptyOwnText: 'If you need more seats, ask for them here; somebody who may decide will answer.',

  // Request summary
  title: 'Request summary',
  back: 'All requests',
  backOwn: 'Your requests',
  leadOf: (name: string) => `${name} asked for a change to the subscription.`,
  leadYours: 'You asked for a change to the subscription.',
  asked: 'What is asked for',
  lines: 'Before and after',
  linesCaption: 'The lines of the subscription, without and with the change',
  whenAsked: 'When it was asked',
  now: 'Now',
  before: 'Before',
  after: 'After',
  seats: (seats: number) => n(seats, { one: '# seat', other: '# seats' }),
  notHeld: 'Not in the subscription',
  removedOn: (day: string) => `Removed on ${day}`,
  fromDay: (day: string) => `from ${day} on`,
  moved: 'The subscription has changed since this was asked for',
  movedText: 'The request is counted from the subscription as it is now. Compare what it was then, what it is now and what it would be.',
  notMoved: 'The subscription is as it was when this was asked for.',
  costs: 'Cost of the additions',
  asAsked: 'These are the numbers of the day on which it was asked. Nothing of it has been applied.',
  refused: 'This cannot be approved as it stands',
  refusedDecider: (name: string) => `Reject it with a reason, or ask ${name} to edit it.`,
  refusedRequester: 'Edit your request, or withdraw it.',
  note: (name: string) => `Note from ${name}`,
  yourNote: 'Your note',
  facts: 'About this request',
  submittedAt: 'Submitted',
  editedAt: 'Last edited',
  remindedAt: 'Last reminder',
  autoRemindedAt: 'Automatic reminder',
  outcome: 'Outcome',
  reason: 'Reason',
  orderFact: 'Order',

  // Deciding
  decision: 'Your decision',
  approveText: 'The change is made at the prices shown here, and the requester is told.',
  approveOf: (name: string) => `as ${name} asks`,
  reject: 'Reject',
  rejectOf: (name: string) => `the request of ${name}`,
  reasonField: 'Reason for rejecting',
  reasonHint: (name: string) => `${name} will read it.`,
  reasonMissing: 'Enter a reason, so that the requester knows why',
  decidedByRepresentative: (name: string) => `${name}, your account representative, answers this request.`,
  decidedByNobodyYet: 'Your account representative answers this request. Nobody is assigned yet.',

  // The requester's own request
  yours: 'Your request',
  waitsFor: (names: string) => `It is waiting for an answer from ${names}.`,
  edit: 'Edit',
  withdraw: 'Withdraw',
  remind: 'Send reminder',
  yourRequest: 'your request',
  ofYourRequest: 'of your request',
  remindedText: (when: string) => `You have reminded them. The next reminder can be sent from ${when} on.`,
  tooSoon: (when: string) => `You can send one reminder a day; the next one from ${when} on.`,
  alreadyTitle: 'You already have a pending request',
  alreadyText: 'Only one request can wait at a time. Edit this one if you need something else, or withdraw it.',
  typedTitle: 'What you have just entered has not been submitted',
  typedText: 'You can put it in place of the pending request.',
  editWithTyped: 'Edit with what you have just entered',

  // Answers
  submitted: (names: string) => `Your request has been submitted. ${names} can now decide about it.`,
  submittedToNobody: 'Your request has been submitted.',
  submittedBefore: 'This request was already submitted; it was not sent twice.',
  edited: 'Your request has been changed. Those who decide have been told.',
  withdrawn: 'Your request has been withdrawn. Those who decide have been told.',
  reminded: (names: string) => `A reminder has been sent to ${names}.`,
  remindedNobody: 'The reminder is noted, but there is nobody to send it to.',
  approved: (order: string, name: string) => `The subscription has been updated as ${name} asked. Order ${order}.`,
  rejected: (name: string) => `The request has been rejected. ${name} will read your reason.`,
  stale: 'The request or the subscription has changed since you opened this page. Nothing has been applied. This is how it is now.',
  staleReject: 'The request or the subscription has changed since you opened this page. Nothing has been decided. This is how it is now.',
  first: {
    pending: () => '',
    approved: (name: string, when: string) => `${name} was first and approved this request on ${when}. Nothing of yours was applied.`,
    rejected: (name: string, when: string) => `${name} was first and rejected this request on ${when}. Nothing of yours was applied.`,
    withdrawn: (name: string, when: string) => `${name} withdrew this request on ${when}. Nothing was applied.`,
    closed: (_name: string, when: string) => `This request was closed on ${when}. Nothing was applied.`,
  },
  endedTitle: 'This request has already been answered',

  costOf: (rest: string, more: string, cycle: Cycle, beforeTax: boolean) =>
    `${rest} for the rest of this period, then ${more} more ${cycle === 'annual' ? 'a year' : 'a month'}${beforeTax ? ', before tax' : ''}`,

  changes: {
    moreSeats: (names: string, more: number, from: string, to: string) =>
      n(more, { one: `${names}: # more seat, from ${from} to ${to}`, other: `${names}: # more seats, from ${from} to ${to}` }),
    fewerSeats: (names: string, fewer: number, from: string, to: string) =>
      n(fewer, { one: `${names}: # seat fewer, from ${from} to ${to}`, other: `${names}: # seats fewer, from ${from} to ${to}` }),
    plan: (name: string, from: string, to: string) => `${name}: plan ${to} instead of ${from}`,
    keepPlan: (name: string, plan: string) => `${name}: stay on plan ${plan}`,
    add: (name: string, plan: string) => `Add ${name} on plan ${plan}`,
    addSeated: (name: string, plan: string, seats: number) =>
      n(seats, { one: `Add ${name} on plan ${plan} with # seat`, other: `Add ${name} on plan ${plan} with # seats` }),
    addFollowing: (name: string, plan: string, leader: string) => `Add ${name} on plan ${plan} with the same seats as ${leader}`,
    remove: (name: string) => `Remove ${name}`,
    cycle: (to: Cycle): string =>
      to === 'annual' ? 'Billing by the year instead of by the month' : 'Billing by the month instead of by the year',
    extend: (cycles: number, cycle: Cycle) =>
      cycle === 'annual'
        ? n(cycles, { one: 'Extend the subscription by # year', other: 'Extend the subscription by # years' })
        : n(cycles, { one: 'Extend the subscription by # month', other: 'Extend the subscription by # months' }),
    code: (code: string) => `Use promotion code ${code}`,
  },
};
