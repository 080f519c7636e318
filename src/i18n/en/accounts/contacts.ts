import type { BuyingAct } from '../../../accounts/who-can-buy.ts';

export const contacts = {
  title: 'Contacts',
  lead: 'Whom to turn to about the subscription of this account.',
  deciders: 'Account owner and billing admins',
  decidersLead: {
    decide: 'Any one of them can answer a request for a change.',
    see: 'They see the whole subscription. Changes are made by the account representative.',
  },
  caption: 'People with billing rights',
  name: 'Name',
  role: 'Role',
  email: 'E-mail',
  invited: 'Invited, has not signed in yet',
  you: '(you)',
  none: 'Nobody has billing rights at the moment.',
  representative: 'Account representative',
  representativeLead: 'Looks after this account on the side of the vendor.',
  noRepresentative: 'No account representative has been assigned to this account yet.',
  buying: 'Who can buy?',
  accountType: 'Account type',
  online: {
    everything: 'The subscription of this account is changed here: more and fewer seats, products and add-ons, plans and billing cycle.',
    additions:
      'Seats, available products and add-ons can be added here, and plans upgraded. Nothing can be removed or lowered here: turn to the account representative.',
    nothing: 'The subscription of this account cannot be changed here. The account representative places orders for it.',
  },
  acts: {
    buy: 'Buy seats, products and add-ons',
    extend: 'Extend the subscription',
    lower: 'Lower seats, downgrade a plan or change the billing cycle',
    remove: 'Remove a product or add-on',
    request: 'Ask for a change',
    decide: 'Answer such a request',
    write: 'Write to the account representative',
    cancel: 'Cancel the account',
  } satisfies Record<BuyingAct, string>,
  onlyRepresentative: 'The account representative, on request',
  requestsOff: 'Nobody: change requests are switched off. The account owner can switch them on in the settings.',
  what: 'What',
  who: 'Who',
  how: 'What you can do',
  reader: {
    change: 'You may change the subscription yourself: with Manage on the Subscription page, or with Add more seats on Team members.',
    request:
      'You may ask for a change: with Manage on the Subscription page, or with Add more seats on Team members. It is made as soon as it is approved.',
    write: 'You may write to the account representative, who places the order: with Add more seats on Team members.',
    ask: (names: string) => `You cannot change the subscription or ask for a change here. Turn to ${names}.`,
    askNobody: 'You cannot change the subscription or ask for a change here.',
  },
  manage: 'Manage',
  addSeats: 'Add more seats',
};
