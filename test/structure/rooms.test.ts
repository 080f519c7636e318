import { describe, expect, it } from 'vitest';
import { reachedFrom, roomOf, sourcesIn, valueImportsIn } from './imports.ts';

const sources = sourcesIn('src', 'views', 'migrations');
const ofTheProgram = [...sources.values()].filter(({ path }) => !path.startsWith('migrations/'));

/** What every room but these may use. They use nothing above them: the first three nothing at all. */
const floor = ['values', 'permissions', 'paths', 'errors', 'i18n', 'db'];

/**
 * The rooms, the lowest first, each with the rooms it uses besides the floor. An arrow that is missing here fails the test: add it only
 * downwards, or put the file into the room that it is really about.
 */
const rooms: Record<string, string[]> = {
  config: [],
  version: [],
  values: [],
  permissions: [],
  paths: [],
  errors: [],
  i18n: [],
  db: ['config'],
  ui: ['version'],
  web: ['ui'],
  catalogue: [],
  pricing: ['catalogue'],
  orders: [],
  mail: [],
  audit: ['catalogue', 'ui', 'web'],
  members: [],
  auth: ['audit', 'mail', 'members', 'ui', 'web'],
  team: ['audit', 'auth', 'mail', 'members', 'ui', 'web'],
  'seat-loss': ['audit', 'auth', 'catalogue', 'mail', 'members', 'team', 'ui'],
  subscription: ['audit', 'auth', 'catalogue', 'mail', 'members', 'orders', 'pricing', 'seat-loss', 'team', 'ui', 'web'],
  requests: ['audit', 'catalogue', 'mail', 'members', 'orders', 'seat-loss', 'subscription', 'team', 'ui', 'web'],
  'add-seats': ['auth', 'catalogue', 'members', 'pricing', 'requests', 'subscription', 'team', 'ui', 'web'],
  invoices: ['audit', 'mail', 'members', 'orders', 'pricing', 'ui', 'web'],
  accounts: ['audit', 'auth', 'catalogue', 'invoices', 'mail', 'members', 'requests', 'subscription', 'ui', 'web'],
  setup: ['audit', 'accounts', 'auth', 'config', 'ui', 'web'],
  'operator/parts': ['audit', 'ui', 'web'],
  'operator/accounts': [
    'accounts',
    'audit',
    'catalogue',
    'operator/parts',
    'pricing',
    'requests',
    'seat-loss',
    'subscription',
    'team',
    'ui',
    'web',
  ],
  'operator/catalogue': ['operator/parts', 'ui', 'web'],
  'operator/coupons': ['operator/catalogue', 'operator/parts', 'ui', 'web'],
  'operator/invoices': ['invoices', 'operator/accounts', 'operator/parts', 'ui', 'web'],
  'operator/mail': ['audit', 'mail', 'operator/parts', 'ui', 'web'],
  'operator/orders': ['catalogue', 'operator/accounts', 'operator/parts', 'orders', 'requests', 'subscription', 'ui', 'web'],
  operator: ['operator/accounts', 'operator/catalogue', 'operator/coupons', 'operator/invoices', 'operator/mail', 'operator/orders', 'web'],
  due: ['audit', 'auth', 'catalogue', 'invoices', 'pricing', 'requests', 'seat-loss', 'subscription', 'team'],
  app: [
    'accounts',
    'add-seats',
    'audit',
    'auth',
    'invoices',
    'members',
    'operator',
    'requests',
    'setup',
    'subscription',
    'team',
    'ui',
    'web',
  ],
  start: ['app', 'config', 'due', 'mail', 'setup', 'version'],
  server: ['config', 'start'],
  cli: [
    'accounts',
    'audit',
    'auth',
    'catalogue',
    'config',
    'due',
    'invoices',
    'pricing',
    'requests',
    'seat-loss',
    'start',
    'subscription',
    'version',
  ],
};

/** The arrows that there are: from room to room, with the imports that make them. */
function arrows(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, files } of ofTheProgram) {
    for (const file of files.filter((each) => /^(src|views)\//.test(each))) {
      if (roomOf(path) === roomOf(file)) continue;
      const arrow = `${roomOf(path)} → ${roomOf(file)}`;
      found.set(arrow, [...(found.get(arrow) ?? []), `${path} imports ${file}`]);
    }
  }
  return found;
}

describe('the rooms', () => {
  it('are all in the table, and the table knows no other', () => {
    const there = new Set(ofTheProgram.map(({ path }) => roomOf(path)));
    expect([...there].toSorted()).toEqual(Object.keys(rooms).toSorted());
    expect(sources.size).toBeGreaterThan(300);
  });

  it('use only what the table allows', () => {
    const forbidden = [...arrows()].filter(([arrow]) => {
      const [from = '', to = ''] = arrow.split(' → ');
      return !(rooms[from]?.includes(to) || (floor.includes(to) && !floor.includes(from)) || (from === 'db' && to === 'values'));
    });
    expect(forbidden.flatMap(([arrow, imports]) => imports.map((one) => `${arrow}: ${one}`))).toEqual([]);
  });

  it('use everything that the table allows: an arrow that is gone leaves the table', () => {
    const there = arrows();
    const unused = Object.entries(rooms).flatMap(([from, allowed]) => allowed.map((to) => `${from} → ${to}`));
    expect(unused.filter((arrow) => !there.has(arrow))).toEqual([]);
  });

  it('have no way round: each uses only rooms above it in the table', () => {
    const order = Object.keys(rooms);
    const upwards = Object.entries(rooms).flatMap(([from, allowed]) =>
      allowed.filter((to) => order.indexOf(to) >= order.indexOf(from)).map((to) => `${from} → ${to}`),
    );
    expect(upwards).toEqual([]);
  });
});

/** What reads or writes, and what belongs to HTTP. */
const data = /^(kysely|better-sqlite3|node:(?!crypto|url).*)$|^src\/db\//;
const http = /^(hono($|\/(?!jsx|html|utils)).*|@hono\/.*)$|^src\/web\/|routes\.tsx?$/;

function offences(paths: readonly string[], forbidden: RegExp): string[] {
  return paths.flatMap((path) => {
    const reached = [...reachedFrom(sources, path)].filter((each) => each !== path && forbidden.test(each));
    return reached.map((each) => `${path} reaches ${each}`);
  });
}

const pathsWhere = (test: (path: string) => boolean) => ofTheProgram.map(({ path }) => path).filter(test);

describe('a page', () => {
  it('is a function of data: it reaches neither the database nor a query, an act or a route', () => {
    const views = pathsWhere((path) => path.startsWith('views/'));
    expect(views.length).toBeGreaterThan(60);
    expect(offences(views, data)).toEqual([]);
    expect(offences(views, http)).toEqual([]);
  });
});

/** Files of rules outside the rooms that hold nothing else. */
const rules = [
  'src/audit/filter.ts',
  'src/catalogue/catalogue.ts',
  'src/catalogue/fits.ts',
  'src/invoices/state.ts',
  'src/operator/coupons/state.ts',
  'src/permissions.ts',
  'src/requests/describe.ts',
  'src/requests/draft.ts',
  'src/requests/policy.ts',
  'src/seat-loss/choosable.ts',
  'src/seat-loss/order.ts',
  'src/seat-loss/shrinking.ts',
  'src/subscription/allowed.ts',
  'src/team/free-seats.ts',
  'src/team/rights.ts',
  'src/team/unused-seats.ts',
];

describe('a rule', () => {
  const all = [...rules, ...pathsWhere((path) => path.startsWith('src/pricing/'))];

  it('is there', () => {
    expect(rules.filter((path) => !sources.has(path))).toEqual([]);
  });

  it('knows neither the database nor HTTP', () => {
    expect(offences(all, data)).toEqual([]);
    expect(offences(all, http)).toEqual([]);
  });

  it('reads neither the clock nor chance', () => {
    const asking = /Date\.now\(|new Date\(\)|Temporal\.Now|Math\.random|performance\.now/;
    expect(all.filter((path) => asking.test(sources.get(path)?.text ?? ''))).toEqual([]);
  });
});

describe('a query', () => {
  it('knows no HTTP', () => {
    const queries = pathsWhere((path) => /\/(queries|find[a-z-]*|list[a-z-]*)\.ts$/.test(path));
    expect(queries.length).toBeGreaterThan(12);
    expect(offences(queries, http)).toEqual([]);
  });
});

describe('what lies at the bottom', () => {
  it('the values import nothing of ours, and no framework', () => {
    const imports = pathsWhere((path) => path.startsWith('src/values/')).flatMap((path) => {
      const { files = [], packages = [] } = sources.get(path) ?? {};
      return [...files.filter((file) => !file.startsWith('src/values/')), ...packages];
    });
    expect(new Set(imports)).toEqual(new Set(['node:crypto', 'temporal-polyfill']));
  });

  it('a migration imports kysely alone, so that it stays what it was when it landed', () => {
    const migrations = [...sources.values()].filter(({ path }) => /^migrations\/\d/.test(path));
    expect(migrations.length).toBeGreaterThan(5);
    expect(new Set(migrations.flatMap(({ files, packages }) => [...files, ...packages]))).toEqual(new Set(['kysely']));
  });
});

describe('reading imports', () => {
  it.each([
    ["import { a } from './a.ts';", ['./a.ts']],
    ["import type { A } from './a.ts';", []],
    ["import { type A, type B } from './a.ts';", []],
    ["import { type A, b } from './a.ts';", ['./a.ts']],
    ["import {\n  type A,\n  b,\n} from './a.ts';", ['./a.ts']],
    ["import * as a from './a.ts';", ['./a.ts']],
    ["import './a.ts';", ['./a.ts']],
    ["export { a } from './a.ts';", ['./a.ts']],
    ["export type { A } from './a.ts';", []],
    ["  const a = await import('./a.ts');", ['./a.ts']],
    ["import { a } from 'a';\nimport type { B } from 'b';\nimport { c } from './c.ts';", ['a', './c.ts']],
  ])('%j', (text, expected) => {
    expect(valueImportsIn(text)).toEqual(expected);
  });

  it('sorts a file into its room', () => {
    const of = ['src/team/list.ts', 'views/team/list.tsx', 'src/operator/mail/failed.ts', 'views/parts/icon.tsx', 'src/app.tsx'];
    expect(of.map(roomOf)).toEqual(['team', 'team', 'operator/mail', 'ui', 'app']);
  });
});
