import { pluralFor } from '../../plural.ts';

const n = pluralFor('en');

export const settings = {
  title: 'Settings',
  lead: 'What holds for the whole account.',
  account: 'Account',
  name: 'Name of the account',
  nameHint: 'It stands on invoices and in messages.',
  language: 'Language',
  languageHint: 'Of invitations and of new members. Everybody chooses their own language in their profile.',
  requestsEnabled: 'Admins may ask for changes',
  requestsEnabledHint:
    'Admins without billing permission can then submit subscription change requests, which you or a billing admin answer.',
  requestsAreOn: 'Admins may ask for changes. Whether they may is set by the account representative.',
  requestsAreOff: 'Admins may not ask for changes. Whether they may is set by the account representative.',
  mailBillingAdmins: 'E-mail to billing admins',
  mailBillingAdminsHint: 'Billing admins are told of requests, invoices and the end of temporary seats too, not only you.',
  save: 'Save settings',
  saved: 'The settings have been saved.',
  unchanged: 'Nothing was changed.',
  stale: 'Somebody was faster: the settings have changed in the meantime. Nothing of yours was saved; this is how they are now.',
  askOwner: (name: string) => `Only the account owner, ${name}, can change the settings.`,

  payment: 'Payment information',
  paymentLead: 'How the invoices are paid. It is shown on the Subscription page; nothing is charged by it.',
  method: 'Method',
  methods: { invoice: 'By invoice', card: 'By card' },
  terms: (days: number) =>
    n(days, {
      one: 'Payable within # day of the date of the invoice.',
      other: 'Payable within # days of the date of the invoice.',
    }),
  cardHint: 'Only the type and the last four digits are kept, to tell the card from others.',
  purchaseOrder: 'Purchase order number',
  purchaseOrderHint: 'For payment by invoice. It stands on every invoice from the next one on.',
  cardBrand: 'Type of the card',
  cardBrandHint: 'For payment by card: the name on the front, without digits.',
  cardBrandDigits: 'Enter only the type of the card, without digits',
  cardLast4: 'Last four digits',
  cardLast4Hint: 'For payment by card. Never enter the whole number.',
  cardLast4Wrong: 'Enter the last four digits of the card, such as 1234, and no more',
  savePayment: 'Save payment information',
};
