import { raisePrice } from './catalogue.ts';
import { change, requestEvents, temporarySeatEvents } from './changes.ts';
import { type DemoAccount, personAt, suspensionEvents } from './demo-account.ts';
import { invoiceEvents } from './ledger.ts';
import type { Person } from './people.ts';
import type { Clock, DemoEvent } from './timeline.ts';

/** What happened in each account before today. `operator` is the representative of all customer accounts. */
export function demoEvents(
  accounts: {
    vendor: DemoAccount;
    selfService: DemoAccount;
    onlineAssisted: DemoAccount;
    salesAssisted: DemoAccount;
    managed: DemoAccount;
  },
  clock: Clock,
  operator: Person,
): DemoEvent[] {
  return [
    { at: clock.at(clock.day(60), 6), happens: (trx, at) => raisePrice(trx, 'ai-assist-standard', 4900, at) },
    ...invoiceEvents(accounts.vendor, clock, { open: 1, operator }),
    ...inSelfService(accounts.selfService, clock, operator),
    ...inOnlineAssisted(accounts.onlineAssisted, clock, operator),
    ...inSalesAssisted(accounts.salesAssisted, clock, operator),
    ...inManaged(accounts.managed, clock, operator),
  ];
}

function inSelfService(demo: DemoAccount, clock: Clock, operator: Person): DemoEvent[] {
  const { owner, billing, admin, admin2 } = actorsOf(demo);
  const on = (daysAgo: number, hour: number) => clock.at(clock.day(daysAgo), hour, 40);
  return [
    ...invoiceEvents(demo, clock, { open: 1, operator }),
    ...suspensionEvents(demo, clock),
    { at: on(250, 9), happens: (trx, at) => change(trx, demo, { promotionCode: 'WELCOME20' }, { person: owner, at }) },
    {
      at: on(205, 15),
      happens: async (trx, at) => {
        const add = { 'advanced-security': { planId: 'advanced-security-standard', seats: null } };
        await change(trx, demo, { seats: { 'support-suite': 4 }, add }, { person: billing, at });
      },
    },
    ...requestEvents(demo, clock, {
      by: admin,
      daysAgo: 124,
      wanted: { seats: { 'support-suite': 2 } },
      note: 'Two people join the evening shift next month.',
      answer: { approved: true, daysAgo: 123, by: owner },
    }),
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 64,
      wanted: { add: { insights: { planId: 'insights-standard', seats: null } } },
      note: 'I would like to compare the weeks.',
      answer: { rejected: 'Not this quarter; the reports we have will do until then.', daysAgo: 62, by: billing },
    }),
    ...requestEvents(demo, clock, {
      by: admin,
      daysAgo: 22,
      wanted: { plans: { sales: { from: 'sales-team', to: 'sales-growth' } } },
      note: '',
      answer: { withdrawn: true, daysAgo: 21, by: admin },
    }),
    ...temporarySeatEvents(demo, clock, {
      by: billing,
      daysAgo: 10,
      leader: 'support-suite',
      seats: 4,
      firstOn: clock.day(9),
      lastOn: clock.day(-9),
    }),
    { at: on(5, 16), happens: (trx, at) => change(trx, demo, { seats: { 'support-suite': -3 } }, { person: owner, at }) },
    ...temporarySeatEvents(demo, clock, {
      by: billing,
      daysAgo: 4,
      leader: 'support-suite',
      seats: 6,
      firstOn: clock.day(-21),
      lastOn: clock.day(-50),
    }),
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 1,
      wanted: { seats: { sales: 3 } },
      note: 'Three colleagues start in sales on the first of the month, and no seat is left.',
    }),
  ];
}

function inOnlineAssisted(demo: DemoAccount, clock: Clock, operator: Person): DemoEvent[] {
  const { owner, billing, admin, admin2 } = actorsOf(demo);
  const thirdAdmin = demo.people.findLast((person) => person.role === 'admin') ?? admin;
  return [
    ...invoiceEvents(demo, clock, { open: 0, operator }),
    ...suspensionEvents(demo, clock),
    {
      at: clock.at(clock.day(300), 13),
      happens: (trx, at) => change(trx, demo, { seats: { 'support-suite': 5 } }, { person: owner, at }),
    },
    ...requestEvents(demo, clock, {
      by: admin,
      daysAgo: 80,
      wanted: { seats: { voice: 2 } },
      note: 'The hotline in Basel opens two more desks.',
      answer: { approved: true, daysAgo: 79, by: billing },
    }),
    { at: clock.at(clock.day(40), 10), happens: (trx, at) => change(trx, demo, { extendCycles: 1 }, { person: billing, at }) },
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 35,
      wanted: { plans: { sales: { from: 'sales-growth', to: 'sales-professional' } } },
      note: 'The forecast is only in the higher plan.',
      answer: { rejected: 'Please wait for the budget of next year.', daysAgo: 33, by: owner },
    }),
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 2,
      wanted: { seats: { 'support-suite': 4 } },
      note: 'For the weeks before the holidays we need four more people on the chat.',
    }),
    ...requestEvents(demo, clock, { by: thirdAdmin, daysAgo: 1, wanted: { seats: { sales: 2 } }, note: '' }),
  ];
}

function inSalesAssisted(demo: DemoAccount, clock: Clock, operator: Person): DemoEvent[] {
  const { owner, admin, admin2 } = actorsOf(demo);
  return [
    ...invoiceEvents(demo, clock, { open: 0, operator }),
    ...suspensionEvents(demo, clock),
    ...requestEvents(demo, clock, {
      by: owner,
      daysAgo: 52,
      wanted: { seats: { 'support-suite': 3 } },
      note: 'Une équipe de plus à Lyon.',
      answer: { approved: true, daysAgo: 50, by: operator },
    }),
    ...requestEvents(demo, clock, {
      by: admin,
      daysAgo: 24,
      wanted: { seats: { sales: 10 } },
      note: '',
      answer: { rejected: 'Your contract allows this from the new year on; I will call you.', daysAgo: 23, by: operator },
    }),
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 2,
      wanted: { seats: { sales: 2 } },
      note: 'Deux collègues rejoignent la vente lundi.',
    }),
  ];
}

function inManaged(demo: DemoAccount, clock: Clock, operator: Person): DemoEvent[] {
  const { billing, admin2 } = actorsOf(demo);
  return [
    ...invoiceEvents(demo, clock, { open: 2, operator }),
    ...suspensionEvents(demo, clock),
    ...requestEvents(demo, clock, {
      by: billing,
      daysAgo: 45,
      wanted: { seats: { voice: 1 } },
      note: 'Un operatore in più al centralino.',
      answer: { approved: true, daysAgo: 44, by: operator },
    }),
    ...temporarySeatEvents(demo, clock, {
      by: operator,
      daysAgo: 3,
      leader: 'support-suite',
      seats: 5,
      firstOn: clock.day(2),
      lastOn: clock.day(-27),
    }),
    ...requestEvents(demo, clock, {
      by: admin2,
      daysAgo: 1,
      wanted: { seats: { 'support-suite': 2 } },
      note: 'Due colleghi nuovi da lunedì.',
    }),
  ];
}

function actorsOf(demo: DemoAccount) {
  return {
    owner: personAt(demo, 'owner'),
    billing: personAt(demo, 'billing'),
    admin: personAt(demo, 'admin'),
    admin2: personAt(demo, 'admin2'),
  };
}
