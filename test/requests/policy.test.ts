import { describe, expect, it } from 'vitest';
import { accountTypes, roles } from '../../src/permissions.ts';
import {
  isDueForReminder,
  isPending,
  mayDecide,
  mayEdit,
  mayRemindFrom,
  type RequestFacts,
  whyNotRemind,
} from '../../src/requests/policy.ts';

const day = 86_400;
const start = 1_000_000;
const pending: RequestFacts = {
  status: 'pending',
  requesterId: 'ada',
  answerer: 'account',
  submittedAt: start,
  remindedAt: null,
  autoRemindedAt: null,
};
const ended = ['approved', 'rejected', 'withdrawn', 'closed'] as const;

describe('states', () => {
  it.each(['pending', ...ended] as const)('%s', (status) => {
    expect(isPending({ status })).toBe(status === 'pending');
  });
});

describe('deciding', () => {
  it.each(accountTypes.flatMap((type) => roles.map((role) => [type, role] as const)))('on %s as %s', (type, role) => {
    const account = { type, requestsEnabled: true, showPrices: true };
    const may = (role === 'owner' || role === 'billing_admin') && (type === 'self_service' || type === 'online_assisted');
    expect(mayDecide(role, account, pending)).toBe(may);
    expect(mayDecide(role, account, { answerer: 'representative' })).toBe(false);
  });
});

describe('editing', () => {
  it.each([
    ['the requester who may ask', 'ada', 'admin', true, {}, true],
    ['another admin', 'ben', 'admin', true, {}, false],
    ['the requester when requests were switched off', 'ada', 'admin', false, {}, false],
    ['the requester who was made billing admin', 'ada', 'billing_admin', true, {}, false],
    ['the requester who was made agent', 'ada', 'agent', true, {}, false],
    ['a letter to the representative', 'ada', 'admin', true, { answerer: 'representative' }, false],
  ] as const)('%s', (_name, id, role, requestsEnabled, facts, may) => {
    expect(mayEdit({ id, role }, { type: 'self_service', requestsEnabled, showPrices: true }, { ...pending, ...facts })).toBe(may);
  });
});

describe('reminding', () => {
  it.each([
    ['at once', {}, 0, null],
    ['a second before a day has passed', { remindedAt: start }, day - 1, 'too-soon'],
    ['when a day has passed', { remindedAt: start }, day, null],
    ['whatever went out by itself', { autoRemindedAt: start + 5 }, 6, null],
    ...ended.map((status) => [`when ${status}`, { status }, 5 * day, 'ended'] as const),
  ] as const)('%s', (_name, facts, later, expected) => {
    expect(whyNotRemind({ ...pending, ...facts }, start + later)).toBe(expected);
  });

  it('says when the next one is possible', () => {
    expect(mayRemindFrom(pending)).toBeNull();
    expect(mayRemindFrom({ remindedAt: start })).toBe(start + day);
  });
});

describe('the automatic reminder', () => {
  it.each([
    ['not a second too early', {}, 3 * day - 1, false],
    ['after three days', {}, 3 * day, true],
    ['once', { autoRemindedAt: start + 3 * day }, 30 * day, false],
    ['also when the requester reminded', { remindedAt: start + day }, 3 * day, true],
    ['long after, when the server was off', {}, 400 * day, true],
    ['not when the clock went back', {}, -day, false],
    ...ended.map((status) => [`not when ${status}`, { status }, 30 * day, false] as const),
  ] as const)('%s', (_name, facts, later, expected) => {
    expect(isDueForReminder({ ...pending, ...facts }, start + later)).toBe(expected);
  });
});
