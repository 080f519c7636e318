import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { verifyPassword } from '../../src/auth/passwords.ts';
import { backUp } from '../../src/cli/backup.ts';
import { findViolations } from '../../src/cli/check.ts';
import { CommandError } from '../../src/cli/command-error.ts';
import { seedDemo } from '../../src/cli/demo/seed.ts';
import { checkHealth } from '../../src/cli/healthcheck.ts';
import { setPassword } from '../../src/cli/reset-password.ts';
import { restoreFrom } from '../../src/cli/restore.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { lockDataDir } from '../../src/db/lock.ts';
import { migrate, NewerDatabaseError } from '../../src/db/migrate.ts';
import { databaseFile, openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/start.ts';
import { freshInstance, noon } from '../support/app.ts';
import { withServer } from '../support/server.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-commands-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A data folder with a database whose order counter has the value `count`. */
async function dataFolder(count = 0) {
  const dataDir = newFolder();
  const file = databaseFile(dataDir);
  const { db, raw } = openDatabase(file);
  await migrate(db, migrations, noon);
  raw.prepare("UPDATE counters SET value = ? WHERE name = 'order'").run(count);
  await db.destroy();
  return { dataDir, file, config: readConfig({ DATA_DIR: dataDir }) };
}

function counterIn(file: string): unknown {
  const database = new BetterSqlite3(file, { readonly: true });
  const value = database.prepare("SELECT value FROM counters WHERE name = 'order'").pluck().get();
  database.close();
  return value;
}

describe('a backup', () => {
  it('made during writes is complete and shows a single moment', async () => {
    const { file, dataDir } = await dataFolder();
    const { raw } = openDatabase(file);
    const write = raw.transaction((value: number) => {
      raw.prepare("UPDATE counters SET value = ? WHERE name = 'order'").run(value);
      raw.prepare("UPDATE counters SET value = ? WHERE name = 'invoice'").run(value);
    });
    let written = 0;
    const writing = setInterval(() => write(++written), 0);
    const target = join(dataDir, 'backup.db');
    await backUp(file, target);
    const before = written;
    await vi.waitFor(() => expect(written).toBeGreaterThan(before));
    clearInterval(writing);
    raw.close();

    const copy = new BetterSqlite3(target, { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    const values = copy.prepare('SELECT DISTINCT value FROM counters').pluck().all();
    expect(values).toHaveLength(1);
    copy.close();
    expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('replaces an older one, and never the database itself', async () => {
    const { file, dataDir } = await dataFolder(7);
    const target = join(dataDir, 'backup.db');
    writeFileSync(target, 'an older backup');
    await backUp(file, target);
    expect(counterIn(target)).toBe(7);
    await expect(backUp(file, file)).rejects.toThrow('is the database itself');
    await expect(backUp(file, dataDir)).rejects.toThrow('is not a file');
  });

  it('that cannot be made says so and leaves the older one as it was', async () => {
    const { dataDir } = await dataFolder();
    const damaged = join(dataDir, 'damaged.db');
    writeFileSync(damaged, 'this is no database');
    const target = join(dataDir, 'backup.db');
    writeFileSync(target, 'an older backup');
    await expect(backUp(damaged, target)).rejects.toThrow(CommandError);
    expect(existsSync(target)).toBe(true);
    expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([]);
    await expect(backUp(databaseFile(dataDir), '/nowhere/backup.db')).rejects.toThrow('No backup was made');
  });
});

describe('restoring', () => {
  it('puts the backup in the place of the database and keeps what was there', async () => {
    const { file, dataDir, config } = await dataFolder(1);
    const backup = join(newFolder(), 'backup.db');
    await backUp(file, backup);
    const { raw } = openDatabase(file);
    raw.prepare("UPDATE counters SET value = 2 WHERE name = 'order'").run();
    raw.close();
    const log = vi.spyOn(console, 'log').mockReturnValue();
    await restoreFrom(config, backup);
    expect(counterIn(file)).toBe(1);
    const kept = readdirSync(dataDir).find((name) => /^before-restore-.*\.db$/.test(name)) ?? '';
    expect(counterIn(join(dataDir, kept))).toBe(2);
    expect(log.mock.calls.flat().join()).toContain(kept);
  });

  it('into an empty folder gives a server that starts', async () => {
    const { file } = await dataFolder(3);
    const backup = join(newFolder(), 'backup.db');
    await backUp(file, backup);
    const dataDir = join(newFolder(), 'new');
    vi.spyOn(console, 'log').mockReturnValue();
    await restoreFrom(readConfig({ DATA_DIR: dataDir }), backup);
    expect(counterIn(databaseFile(dataDir))).toBe(3);
  });

  it('is refused while a server runs on the data', async () => {
    const { file, dataDir, config } = await dataFolder(1);
    const backup = join(dataDir, 'backup.db');
    await backUp(file, backup);
    const lock = lockDataDir(dataDir);
    await expect(restoreFrom(config, backup)).rejects.toThrow('already running');
    lock.release();
    expect(counterIn(file)).toBe(1);
  });

  it('is refused for a file that is not a complete Seatkeeper database, and for a newer one', async () => {
    const { file, dataDir, config } = await dataFolder(1);
    const text = join(dataDir, 'text.db');
    writeFileSync(text, 'not a database, but long enough to look at');
    await expect(restoreFrom(config, text)).rejects.toThrow(`${text} is not a Seatkeeper database`);
    await expect(restoreFrom(config, join(dataDir, 'nothing.db'))).rejects.toThrow('There is no file');
    const foreign = new BetterSqlite3(join(dataDir, 'foreign.db'));
    foreign.exec('CREATE TABLE notes (text)');
    foreign.close();
    await expect(restoreFrom(config, join(dataDir, 'foreign.db'))).rejects.toThrow('is not a Seatkeeper database');
    const newer = join(dataDir, 'newer.db');
    await backUp(file, newer);
    const later = new BetterSqlite3(newer);
    later.prepare("INSERT INTO migrations VALUES ('999-later', 1)").run();
    later.close();
    await expect(restoreFrom(config, newer)).rejects.toThrow(NewerDatabaseError);
    expect(counterIn(file)).toBe(1);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('restoring'))).toEqual([]);
  });
});

describe('check', () => {
  it.each([
    ['the seats used are not those held', "UPDATE seat_groups SET used = used - 1 WHERE leader_product_id = 'voice'"],
    [
      'more seats are used than bought',
      "PRAGMA ignore_check_constraints = ON; UPDATE seat_groups SET seats = 1 WHERE leader_product_id = 'sales'",
    ],
    ['a group is marked over its limit', "UPDATE seat_groups SET is_over = 1 WHERE leader_product_id = 'voice'"],
    ['the temporary seats that are counted', 'UPDATE seat_groups SET temporary = temporary + 1'],
    ['somebody holds a seat who is an end user', "UPDATE members SET role = 'end_user' WHERE email LIKE 'agent@%'"],
    ['a line with seats has no seat group', "UPDATE lines SET group_id = NULL WHERE product_id = 'sales'"],
    ['a seat group is held by lines', "DELETE FROM lines WHERE product_id = 'support-suite'"],
    [
      'an add-on that follows a product is not in the seat group',
      `UPDATE lines SET group_id = (SELECT id FROM seat_groups AS other WHERE other.account_id = lines.account_id AND leader_product_id = 'sales')
       WHERE product_id = 'ai-assist'`,
    ],
    [
      'somebody has more than one pending request',
      `DROP INDEX requests_one_pending;
      INSERT INTO requests (id, account_id, requester_id, answerer, status, change, snapshot, idempotency_key, submitted_at)
      SELECT id || 'x', account_id, requester_id, answerer, status, change, snapshot, idempotency_key || 'x', submitted_at
      FROM requests WHERE status = 'pending' LIMIT 1`,
    ],
    ['an approved request has no order', 'UPDATE orders SET request_id = NULL'],
    ['the lines of an order do not add up', 'UPDATE order_lines SET due_minor = due_minor + 1'],
    ['the charges of an order do not add up', 'UPDATE orders SET due_minor = due_minor + 1 WHERE number = 1'],
    ['what waits in an account is due before', "UPDATE upcoming_changes SET effective_on = '2020-01-01'"],
    ['the charges on an invoice do not add up', 'UPDATE invoices SET lines_minor = lines_minor + 1, total_minor = total_minor + 1'],
    ['the tax on an invoice', 'UPDATE invoices SET tax_minor = tax_minor + 1, total_minor = total_minor + 1'],
    ['a gap or an overlap between the periods', "UPDATE invoices SET period_ends_on = '2099-01-01'"],
    ['billed for a period after its present one', "UPDATE invoices SET period_ends_on = '2099-01-01'"],
    [
      'billed twice for a period',
      `DROP INDEX invoices_one_per_period;
      INSERT INTO invoices SELECT id || 'x' AS id, account_id, number + 1000 AS number, kind, period_starts_on, period_ends_on, issued_on, due_on,
        status, paid_at, currency, account_name, purchase_order, lines_minor, discount_code, discount_minor, tax_rate_bp, tax_minor,
        total_minor, created_at, seller_name FROM invoices LIMIT 1`,
    ],
    ['the numbers of invoices have a gap', 'UPDATE invoices SET number = 9999 WHERE number = 2'],
    ['the numbers of orders have a gap', "UPDATE counters SET value = value + 1 WHERE name = 'order'"],
    ['a coupon was not redeemed as often', "UPDATE coupons SET redemptions = 5 WHERE code = 'WELCOME20'"],
    ['an account has no owner', "UPDATE members SET role = 'admin' WHERE email = 'owner@managed.example'"],
    ['represented by somebody who is no operator', "UPDATE members SET is_operator = 0 WHERE email = 'rep@vendor.example'"],
    ['a cancelled account still has something', "UPDATE accounts SET status = 'cancelled', cancelled_at = 1 WHERE type = 'managed'"],
    ['an order is not in the audit log', "DROP TRIGGER events_never_go; DELETE FROM events WHERE action = 'subscription.changed'"],
    [
      'what became of a request is not in the audit log',
      "DROP TRIGGER events_never_go; DELETE FROM events WHERE action = 'request.rejected'",
    ],
    ['an invoice is not in the audit log', "DROP TRIGGER events_never_go; DELETE FROM events WHERE action = 'invoice.created'"],
    ['the audit log was changed', "DROP TRIGGER events_never_change; UPDATE events SET actor_name = 'Nobody' WHERE seq = 3"],
    ['does not end where the calendar says', "UPDATE subscriptions SET committed_until = date(committed_until, '+1 day')"],
    [
      'a row points to one that is not there',
      "PRAGMA foreign_keys = OFF; UPDATE lines SET group_id = 'nowhere' WHERE product_id = 'voice'",
    ],
  ])('finds that %s', async (rule, damage) => {
    const { db, raw } = openDatabase(await demoImage());
    raw.exec(damage);
    expect((await findViolations(db)).map((violation) => violation.rule).join('\n')).toContain(rule);
    await db.destroy();
  });
});

let image: Buffer | undefined;

async function demoImage(): Promise<Buffer> {
  if (!image) {
    const { db, raw } = openDatabase(':memory:');
    await migrate(db, migrations, noon);
    await seedDemo(db, { now: noon, password: 'seatkeeper-demo' });
    image = raw.serialize();
    await db.destroy();
  }
  return image;
}

describe('resetting a password', () => {
  it('gives a new one, ends the sessions and is in the audit log', async () => {
    const { db } = await freshInstance();
    await seedDemo(db, { now: noon, password: 'seatkeeper-demo' });
    expect(await setPassword(db, 'Admin@Managed.example', 'a new one for you', noon)).toBe(true);
    const member = await db.selectFrom('members').selectAll().where('email', '=', 'admin@managed.example').executeTakeFirstOrThrow();
    expect(await verifyPassword(member.password_hash, 'a new one for you')).toBe(true);
    expect(await db.selectFrom('sessions').select('id').where('member_id', '=', member.id).execute()).toEqual([]);
    const event = await db.selectFrom('events').selectAll().where('action', '=', 'password.reset').executeTakeFirstOrThrow();
    expect(event).toMatchObject({ subject_id: member.id, source: 'command line' });
    expect(await setPassword(db, 'nobody@managed.example', 'a new one for you', noon)).toBe(false);
  });
});

describe('the server', () => {
  it('is found healthy while it runs and not afterwards', async () => {
    const settings = await withServer(async ({ url }) => {
      const config = readConfig({ HOST: '127.0.0.1', PORT: new URL(url).port });
      await checkHealth(config);
      return config;
    });
    await expect(checkHealth(settings)).rejects.toThrow('does not answer');
  });

  it('is refused on data that another one uses, and on a port that is taken', async () => {
    await withServer(async ({ url, dataDir, file }) => {
      const settings = { HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
      await expect(startServer(readConfig({ ...settings, PORT: '0', DATA_DIR: dataDir }), file)).rejects.toThrow('already running');
      const elsewhere = newFolder();
      mkdirSync(join(elsewhere, 'data'));
      const config = readConfig({ ...settings, PORT: new URL(url).port, DATA_DIR: join(elsewhere, 'data') });
      await expect(startServer(config, databaseFile(config.dataDir))).rejects.toThrow(ConfigError);
      // The failed start has released its lock.
      lockDataDir(config.dataDir).release();
    });
  });
});
