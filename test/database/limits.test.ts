import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { checksOf } from './checks.ts';
import { guardsOf } from './triggers.ts';
import { uniqueIndexes } from './unique-indexes.ts';
import { freshWorld, insertRow, type Row, refusalOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});

/** Vitest asks for the names of the cases before there is a world whose ids they could hold. */
const noIds = new Proxy({} as World['ids'], { get: () => '' });

function refusalOfSql(statements: string): string | null {
  return refusalOf(world.raw, () => world.raw.exec(statements));
}

function refusalOfRow(table: string, difference: Row): string | null {
  return refusalOf(world.raw, () => insertRow(world.raw, table, { ...world.rows[table], ...difference }));
}

describe('the schema', () => {
  it('has no CHECK, no trigger that refuses and no unique index without a case here, and no case is left over', async () => {
    const live = await findLimits();
    expect(live.checks.length).toBeGreaterThan(100);
    const indexes = new Set(uniqueIndexes(noIds).map(({ name }) => name));
    const named = { checks: namesOfChecks(), triggers: Object.keys(guardsOf(noIds)), indexes: [...indexes] };
    expect(sorted(named)).toEqual(sorted(live));
  });

  it('takes every row from which the cases differ', () => {
    for (const table of Object.keys(world.rows)) expect(refusalOfRow(table, {}), table).toBe(null);
  });
});

describe('a CHECK refuses what is beyond its limit and takes what is on it', () => {
  it.each(namesOfChecks())('%s', (name) => {
    const [table = '', expression = ''] = split(name);
    const { refused, taken } = checksOf(world.ids)[table]?.[expression] ?? { refused: [], taken: [] };
    expect(refused.length * taken.length).toBeGreaterThan(0);
    for (const row of refused) expect(refusalOfRow(table, row), JSON.stringify(row)).toBe(`CHECK constraint failed: ${expression}`);
    for (const row of taken) expect(refusalOfRow(table, row), JSON.stringify(row)).toBe(null);
  });

  it('also when a row changes: seats are not lowered below those in use', () => {
    const setSeats = (seats: number, isOver: number) =>
      refusalOfSql(`UPDATE seat_groups SET seats = ${seats}, is_over = ${isOver} WHERE id = '${world.ids.suite}'`);
    const { used } = world.raw.prepare('SELECT used FROM seat_groups WHERE id = ?').get(world.ids.suite) as { used: number };
    expect(used).toBe(5);
    expect(setSeats(5, 0)).toBe(null);
    expect(setSeats(4, 0)).toBe('CHECK constraint failed: used <= seats + temporary OR is_over = 1');
    expect(setSeats(4, 1)).toBe(null);
  });
});

describe('a trigger refuses with its words', () => {
  it.each(Object.keys(guardsOf(noIds)))('%s', (name) => {
    const { says, refused, taken } = guardsOf(world.ids)[name] ?? { says: '', refused: [], taken: [] };
    expect(refused.length).toBeGreaterThan(0);
    for (const statements of refused) expect(refusalOfSql(statements), statements).toBe(says);
    for (const statements of taken) expect(refusalOfSql(statements), statements).toBe(null);
  });
});

describe('a unique index refuses the second row and takes it where its condition is not met', () => {
  it.each(uniqueIndexes(noIds).map(({ name }, at) => [name, at] as const))('%s', (_, at) => {
    const { table, says, first, second, beside } = uniqueIndexes(world.ids)[at]!;
    const insert = (...differences: Row[]) => insertRow(world.raw, table, Object.assign({}, world.rows[table], first, ...differences));
    const refusalOfSecond = (difference: Row) =>
      refusalOf(world.raw, () => {
        insert();
        insert(second, difference);
      });
    const alone = refusalOf(world.raw, () => insert(second));
    expect(alone).toBe(null);
    expect(refusalOfSecond({})).toBe(`UNIQUE constraint failed: ${says}`);
    for (const row of beside) expect(refusalOfSecond(row), JSON.stringify(row)).toBe(null);
  });
});

function sorted(limits: Limits): Limits {
  return { checks: limits.checks.toSorted(), triggers: limits.triggers.toSorted(), indexes: limits.indexes.toSorted() };
}

/** As `table: expression`. */
function namesOfChecks(): string[] {
  return Object.entries(checksOf(noIds)).flatMap(([table, checks]) => Object.keys(checks).map((expression) => `${table}: ${expression}`));
}

function split(name: string): string[] {
  return name.split(/: (.*)/s);
}

/** By their names. */
interface Limits {
  checks: string[];
  triggers: string[];
  indexes: string[];
}

/** The limits that stand in the migrated schema itself, so that the limit of a new migration is found without being named. */
async function findLimits(): Promise<Limits> {
  const { raw } = await freshDatabase();
  const schema = raw.prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as Record<
    'type' | 'name' | 'sql',
    string
  >[];
  const of = (type: string, pattern: RegExp) => schema.filter((one) => one.type === type && pattern.test(one.sql)).map((one) => one.name);
  return {
    checks: schema.flatMap((one) => (one.type === 'table' ? checksIn(one.sql).map((check) => `${one.name}: ${check}`) : [])),
    triggers: of('trigger', /\bRAISE\b/i),
    indexes: of('index', /^CREATE UNIQUE INDEX\b/i),
  };
}

/** The text between the brackets of every CHECK in the text of a table. */
function checksIn(table: string): string[] {
  return [...table.matchAll(/\bCHECK\s*\(/gi)].map(({ index, 0: { length } }) => upToClosingBracket(table.slice(index + length)));
}

function upToClosingBracket(text: string): string {
  let depth = 1;
  // What is in quotes is one token: a bracket in it closes nothing.
  for (const { 0: token, index } of text.matchAll(/'[^']*'|[()]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return text.slice(0, index);
  }
  throw new Error(`a bracket is not closed: ${text}`);
}
