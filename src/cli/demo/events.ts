import { raisePrice } from './catalogue.ts';
import { change, request, temporarySeats } from './changes.ts';
import { type Stage, suspension, who } from './demo-account.ts';
import { invoicing } from './ledger.ts';
import type { Person } from './people.ts';
import type { Clock, Happening } from './timeline.ts';

/** What happened in each account before today. `operator` is the representative of all of them. */
export function storyOf(
  stages: { vendor: Stage; selfService: Stage; onlineAssisted: Stage; salesAssisted: Stage; managed: Stage },
  clock: Clock,
  operator: Person,
): Happening[] {
  return [
    { at: clock.at(clock.day(60), 6), happens: (trx, at) => raisePrice(trx, 'ai-assist-standard', 4900, at) },
    ...invoicing(stages.vendor, clock, { open: 1, operator }),
    ...inSelfService(stages.selfService, clock, operator),
    ...inOnlineAssisted(stages.onlineAssisted, clock, operator),
    ...inSalesAssisted(stages.salesAssisted, clock, operator),
    ...inManaged(stages.managed, clock, operator),
  ];
}

function inSelfService(stage: Stage, clock: Clock, operator: Person): Happening[] {
  const { owner, billing, admin, admin2 } = actorsOf(stage);
  const on = (daysAgo: number, hour: number) => clock.at(clock.day(daysAgo), hour, 40);
  return [
    ...invoicing(stage, clock, { open: 1, operator }),
    ...suspension(stage, clock),
    { at: on(250, 9), happens: (trx, at) => change(trx, stage, { promotionCode: 'WELCOME20' }, { person: owner, at }) },
    {
      at: on(205, 15),
      happens: async (trx, at) => {
        const add = { 'advanced-security': { planId: 'advanced-security-standard', seats: null } };
        await change(trx, stage, { seats: { 'support-suite': 4 }, add }, { person: billing, at });
      },
    },
    ...request(stage, clock, {
      by: admin,
      daysAgo: 124,
      wish: { seats: { 'support-suite': 2 } },
      note: 'Two people join the evening shift next month.',
      answer: { approved: true, daysAgo: 123, by: owner },
    }),
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 64,
      wish: { add: { insights: { planId: 'insights-standard', seats: null } } },
      note: 'I would like to compare the weeks.',
      answer: { rejected: 'Not this quarter; the reports we have will do until then.', daysAgo: 62, by: billing },
    }),
    ...request(stage, clock, {
      by: admin,
      daysAgo: 22,
      wish: { plans: { sales: { from: 'sales-team', to: 'sales-growth' } } },
      note: '',
      answer: { withdrawn: true, daysAgo: 21, by: admin },
    }),
    ...temporarySeats(stage, clock, {
      by: billing,
      daysAgo: 10,
      leader: 'support-suite',
      seats: 4,
      firstOn: clock.day(9),
      lastOn: clock.day(-9),
    }),
    { at: on(5, 16), happens: (trx, at) => change(trx, stage, { seats: { 'support-suite': -3 } }, { person: owner, at }) },
    ...temporarySeats(stage, clock, {
      by: billing,
      daysAgo: 4,
      leader: 'support-suite',
      seats: 6,
      firstOn: clock.day(-21),
      lastOn: clock.day(-50),
    }),
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 1,
      wish: { seats: { sales: 3 } },
      note: 'Three colleagues start in sales on the first of the month, and no seat is left.',
    }),
  ];
}

function inOnlineAssisted(stage: Stage, clock: Clock, operator: Person): Happening[] {
  const { owner, billing, admin, admin2 } = actorsOf(stage);
  const thirdAdmin = stage.people.findLast((person) => person.role === 'admin') ?? admin;
  return [
    ...invoicing(stage, clock, { open: 0, operator }),
    ...suspension(stage, clock),
    {
      at: clock.at(clock.day(300), 13),
      happens: (trx, at) => change(trx, stage, { seats: { 'support-suite': 5 } }, { person: owner, at }),
    },
    ...request(stage, clock, {
      by: admin,
      daysAgo: 80,
      wish: { seats: { voice: 2 } },
      note: 'The hotline in Basel opens two more desks.',
      answer: { approved: true, daysAgo: 79, by: billing },
    }),
    { at: clock.at(clock.day(40), 10), happens: (trx, at) => change(trx, stage, { extendCycles: 1 }, { person: billing, at }) },
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 35,
      wish: { plans: { sales: { from: 'sales-growth', to: 'sales-professional' } } },
      note: 'The forecast is only in the higher plan.',
      answer: { rejected: 'Please wait for the budget of next year.', daysAgo: 33, by: owner },
    }),
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 2,
      wish: { seats: { 'support-suite': 4 } },
      note: 'For the weeks before the holidays we need four more people on the chat.',
    }),
    ...request(stage, clock, { by: thirdAdmin, daysAgo: 1, wish: { seats: { sales: 2 } }, note: '' }),
  ];
}

function inSalesAssisted(stage: Stage, clock: Clock, operator: Person): Happening[] {
  const { owner, admin, admin2 } = actorsOf(stage);
  return [
    ...invoicing(stage, clock, { open: 0, operator }),
    ...suspension(stage, clock),
    ...request(stage, clock, {
      by: owner,
      daysAgo: 52,
      wish: { seats: { 'support-suite': 3 } },
      note: 'Une équipe de plus à Lyon.',
      answer: { approved: true, daysAgo: 50, by: operator },
    }),
    ...request(stage, clock, {
      by: admin,
      daysAgo: 24,
      wish: { seats: { sales: 10 } },
      note: '',
      answer: { rejected: 'Your contract allows this from the new year on; I will call you.', daysAgo: 23, by: operator },
    }),
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 2,
      wish: { seats: { sales: 2 } },
      note: 'Deux collègues rejoignent la vente lundi.',
    }),
  ];
}

function inManaged(stage: Stage, clock: Clock, operator: Person): Happening[] {
  const { billing, admin2 } = actorsOf(stage);
  return [
    ...invoicing(stage, clock, { open: 2, operator }),
    ...suspension(stage, clock),
    ...request(stage, clock, {
      by: billing,
      daysAgo: 45,
      wish: { seats: { voice: 1 } },
      note: 'Un operatore in più al centralino.',
      answer: { approved: true, daysAgo: 44, by: operator },
    }),
    ...temporarySeats(stage, clock, {
      by: operator,
      daysAgo: 3,
      leader: 'support-suite',
      seats: 5,
      firstOn: clock.day(2),
      lastOn: clock.day(-27),
    }),
    ...request(stage, clock, {
      by: admin2,
      daysAgo: 1,
      wish: { seats: { 'support-suite': 2 } },
      note: 'Due colleghi nuovi da lunedì.',
    }),
  ];
}

function actorsOf(stage: Stage) {
  return { owner: who(stage, 'owner'), billing: who(stage, 'billing'), admin: who(stage, 'admin'), admin2: who(stage, 'admin2') };
}
