import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AccountType, accountTypes, can, type Permission, permissions, type Role, roles } from '../../src/permissions.ts';
import { readSections, root, tablesIn } from './document.ts';

/** A permission that a row is about. `seeing`: a member who only sees the thing has it too, as row 23 says of billing admins. */
interface Held {
  permission: Permission;
  seeing?: boolean;
}

/** A row that is no permission, why, and the tests that hold it. */
interface Elsewhere {
  why: string;
  tests: string[];
}

/** What each row of rules §3 is in `src/permissions.ts`. */
const rows: Record<string, Held[] | Elsewhere> = {
  '1': [{ permission: 'subscription.see' }],
  '2': [{ permission: 'prices.see' }],
  '3': [{ permission: 'subscription.manage' }],
  '4': [{ permission: 'subscription.change' }],
  '5': [{ permission: 'request.submit' }],
  '6': [{ permission: 'subscription.lower' }],
  '7': [{ permission: 'product.remove' }],
  '8': [{ permission: 'promotion.use' }],
  '8a': [{ permission: 'subscription.extend' }],
  '9': [{ permission: 'seats.buy' }],
  '10': [{ permission: 'seats.request' }],
  '11': [{ permission: 'representative.write' }],
  '12': [{ permission: 'requests.seeAll' }],
  '13': [{ permission: 'requests.seeOwn' }],
  '14': [{ permission: 'request.decide' }],
  '15': {
    why: 'it depends on who made the request and on no role',
    tests: ['test/requests/policy.test.ts', 'test/requests/own.test.ts', 'test/requests/pages.test.ts'],
  },
  '16': [{ permission: 'account.cancel' }],
  '17': [{ permission: 'team.see' }],
  // To whom these two can be done depends on the role of that member: test/team/rights.test.ts.
  '18': [{ permission: 'team.manage' }],
  '19': [{ permission: 'billingAdmins.appoint' }],
  '20': [{ permission: 'contacts.see' }],
  '21': [{ permission: 'payment.manage' }],
  '22': [{ permission: 'invoices.see' }],
  '23': [{ permission: 'settings.change' }, { permission: 'settings.see', seeing: true }],
  '24': [{ permission: 'audit.see' }],
};

/** A permission that is no row of the table, and the section with a table of its own for it. */
const inOtherSections: Record<string, Permission> = { '4.11': 'temporarySeats.buy' };

/** Some roles, and what must be so for them. */
interface Term {
  roles: Role[];
  where: 'requestsEnabled' | 'showPrices' | null;
  onlySees: boolean;
}

const mails: Record<string, Role> = { O: 'owner', B: 'billing_admin', A: 'admin' };

/** Reads a cell such as "O B, A if requests are enabled" or "– (an operator does)". A remark in brackets at the end says nothing here. */
function termsOf(cell: string): Term[] {
  const words = cell.replace(/ \([^()]*\)$/, '');
  if (words === '–') return [];
  return words.split(', ').map((text) => {
    const [, some = '', condition = '', sees] =
      text.match(/^([OBA](?: [OBA])*)(?: if (requests are enabled|prices are shown))?( sees them)?$/) ?? [];
    if (!some) throw new Error(`The cell "${cell}" cannot be read`);
    return {
      roles: some.split(' ').map((mail) => mails[mail] as Role),
      where: condition === '' ? null : condition.startsWith('requests') ? 'requestsEnabled' : 'showPrices',
      onlySees: sees !== undefined,
    };
  });
}

interface Facts {
  requestsEnabled: boolean;
  showPrices: boolean;
}

const everyFacts: Facts[] = [true, false].flatMap((requestsEnabled) =>
  [true, false].map((showPrices) => ({ requestsEnabled, showPrices })),
);

/** Where a cell and `can` disagree, for every role and whatever is set for the account. */
function differences(cell: string, type: AccountType, { permission, seeing = false }: Held): string[] {
  const terms = termsOf(cell).filter(({ onlySees }) => seeing || !onlySees);
  return roles.flatMap((role) =>
    everyFacts.flatMap((facts) => {
      const said = terms.some((term) => term.roles.includes(role) && (term.where === null || facts[term.where]));
      const done = can(role, { type, ...facts }, permission);
      return said === done ? [] : [`${permission}, ${role} on ${type}, ${JSON.stringify(facts)}: the table says ${said}, the code ${done}`];
    }),
  );
}

const sections = readSections('rules');

function tableOf(section: string, firstHead: string): { head: string[]; body: string[][] } {
  const [head = [], ...body] = tablesIn(sections.get(section) ?? '').find(([first]) => first?.[0] === firstHead) ?? [];
  return { head, body };
}

describe('the table of who may do what (rules §3)', () => {
  const { head, body } = tableOf('3', 'row');

  it('has a column for each type of account', () => {
    expect(head).toEqual(['row', 'action', ...accountTypes]);
  });

  it('has the rows that this test knows', () => {
    expect(body.map(([number = '']) => number).toSorted()).toEqual(Object.keys(rows).toSorted());
  });

  it.each(body.map(([number = '', action = '', ...cells]) => ({ number, action, cells })))(
    'says the same as the code in row $number: $action',
    ({ number, cells }) => {
      const row = rows[number];
      expect(cells).toHaveLength(accountTypes.length);
      if (Array.isArray(row)) {
        for (const [index, type] of accountTypes.entries()) {
          for (const held of row) expect(differences(cells[index] ?? '', type, held)).toEqual([]);
        }
      } else {
        expect(row?.why).toMatch(/./);
        expect(row?.tests.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
        expect(() => cells.map(termsOf), 'a row of roles is a permission').toThrow('cannot be read');
      }
    },
  );

  it('is about every permission, or another section is', () => {
    const inTheTable = Object.values(rows).flatMap((row) => (Array.isArray(row) ? row.map(({ permission }) => permission) : []));
    expect([...inTheTable, ...Object.values(inOtherSections)].toSorted()).toEqual(permissions.toSorted());
  });
});

it.each(Object.entries(inOtherSections))('the table in section %s of the rules says the same as the code of %s', (section, permission) => {
  const { head, body } = tableOf(section, 'action');
  expect(head).toEqual(['action', ...accountTypes]);
  expect(body).toHaveLength(1);
  const [, ...cells] = body[0] ?? [];
  for (const [index, type] of accountTypes.entries()) expect(differences(cells[index] ?? '', type, { permission })).toEqual([]);
});

describe('a cell', () => {
  it.each([
    ['–', []],
    ['– (contact the representative)', []],
    ['O', [{ roles: ['owner'], where: null, onlySees: false }]],
    ['O B (only additions)', [{ roles: ['owner', 'billing_admin'], where: null, onlySees: false }]],
    ['A if requests are enabled', [{ roles: ['admin'], where: 'requestsEnabled', onlySees: false }]],
    ['O B A if prices are shown', [{ roles: ['owner', 'billing_admin', 'admin'], where: 'showPrices', onlySees: false }]],
    [
      'O, B sees them',
      [
        { roles: ['owner'], where: null, onlySees: false },
        { roles: ['billing_admin'], where: null, onlySees: true },
      ],
    ],
  ])('is read: %s', (cell, terms) => {
    expect(termsOf(cell)).toEqual(terms);
  });

  it.each(['', '-', 'O C', 'OB', 'O B maybe', 'A if it rains', 'the requester'])('that says nothing certain is refused: "%s"', (cell) => {
    expect(() => termsOf(cell)).toThrow('cannot be read');
  });

  it('that says something else than the code is found', () => {
    const lower = { permission: 'subscription.lower' } as const;
    expect(differences('O B', 'self_service', lower)).toEqual([]);
    expect(differences('O', 'self_service', lower)).toHaveLength(everyFacts.length);
    expect(differences('O B A', 'self_service', lower)).toHaveLength(everyFacts.length);
    expect(differences('A', 'self_service', { permission: 'request.submit' })).toHaveLength(everyFacts.length / 2);
    expect(differences('O B A', 'managed', { permission: 'prices.see' })).toHaveLength(3 * (everyFacts.length / 2));
    expect(differences('O, B sees them', 'managed', { permission: 'settings.see' })).toHaveLength(everyFacts.length);
  });
});
