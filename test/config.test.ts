import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every setting with a value that is not its default. */
const examples: Record<string, string> = {
  PORT: '8080',
  HOST: '127.0.0.1',
  DATA_DIR: '/data',
  BASE_URL: 'https://seats.example.com/team',
  TRUSTED_PROXIES: '10.0.0.1',
  SMTP_URL: 'smtp://user:password@mail.example.com:587',
  MAIL_FROM: 'seats@example.com',
  LOG_LEVEL: 'warn',
  ADMIN_EMAIL: 'owner@example.com',
  ADMIN_PASSWORD: 'a long enough one',
  DEMO_PASSWORD: 'another one',
};

let secrets = 0;

function secret(text: string): string {
  secrets += 1;
  const file = join(folder, `secret-${secrets}`);
  writeFileSync(file, `${text}\n`);
  return file;
}

describe('the settings', () => {
  it('need none to be set', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '0.0.0.0',
      dataDir: 'data',
      baseUrl: null,
      basePath: '',
      isHttps: false,
      trustedProxies: [],
      smtpUrl: null,
      mailFrom: 'seatkeeper@localhost',
      logLevel: 'info',
      admin: null,
      demoPassword: 'seatkeeper-demo',
    });
  });

  it('are taken as given', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/data',
      BASE_URL: 'https://seats.example.com/team/',
      TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2',
      SMTP_URL: 'smtp://user:password@mail.example.com:587',
      MAIL_FROM: 'seats@example.com',
      LOG_LEVEL: 'warn',
      ADMIN_EMAIL: 'Owner@Example.com',
      ADMIN_PASSWORD: 'a long enough one',
      DEMO_PASSWORD: 'another one',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '::1',
      dataDir: '/data',
      basePath: '/team',
      isHttps: true,
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
      mailFrom: 'seats@example.com',
      logLevel: 'warn',
      admin: { email: 'owner@example.com', password: 'a long enough one' },
      demoPassword: 'another one',
    });
    expect(config.baseUrl?.origin).toBe('https://seats.example.com');
    expect(config.smtpUrl?.host).toBe('mail.example.com:587');
  });

  it('can each come from a file, without the end of its line', () => {
    const config = readConfig({ ADMIN_EMAIL: 'owner@example.com', ADMIN_PASSWORD_FILE: secret('kept in a file') });
    expect(config.admin?.password).toBe('kept in a file');
    expect(readConfig({ PORT_FILE: secret('8080') }).port).toBe(8080);
  });

  it('are all in the README and in .env.example, which name no others, and each can come from a file', () => {
    const names = Object.keys(examples);
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## Commands'));
    const rows = [...table.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect(rows.toSorted()).toEqual(names.toSorted());
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    expect([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name).toSorted()).toEqual(names.toSorted());
    const given = readConfig(examples);
    const files = Object.fromEntries(Object.entries(examples).map(([name, value]) => [`${name}_FILE`, secret(value)]));
    expect(readConfig(files)).toEqual(given);
    for (const [name, value] of Object.entries(examples)) {
      // Every setting has an effect: without it the configuration differs.
      const without = { ...examples, [name]: undefined };
      const read = () => readConfig(without as Record<string, string>);
      if (/^(ADMIN_|MAIL_FROM)/.test(name)) expect(read, name).toThrow(ConfigError);
      else expect(read(), name).not.toEqual(given);
      expect(() => readConfig({ [name]: value, [`${name}_FILE`]: '/run/secrets/other' }), name).toThrow(`Set ${name} or ${name}_FILE`);
    }
  });

  it('of .env.example can be used as they stand', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const set = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    expect(readConfig(set)).toEqual(readConfig({}));
  });

  it('that are empty count as not set', () => {
    expect(readConfig({ BASE_URL: '', PORT: '' })).toMatchObject({ baseUrl: null, port: 3000 });
  });

  it('cannot be changed once read', () => {
    const config = readConfig({});
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT must be a number'],
    [{ PORT: '-1' }, 'PORT must be a number'],
    [{ PORT: '65536' }, 'PORT must be a number'],
    [{ PORT: '3e3' }, 'PORT must be a number'],
    [{ BASE_URL: 'seats.example.com' }, 'BASE_URL must be a full address'],
    [{ BASE_URL: 'ftp://seats.example.com' }, 'BASE_URL must be a full address'],
    [{ BASE_URL: 'https://seats.example.com/team?from=mail' }, 'BASE_URL is an address and a path'],
    [{ BASE_URL: 'https://seats.example.com/#top' }, 'BASE_URL is an address and a path'],
    [{ BASE_URL: 'https://somebody:secret@seats.example.com' }, 'BASE_URL is an address and a path'],
    [{ SMTP_URL: 'smtp://', MAIL_FROM: 'seats@example.com' }, 'SMTP_URL must be a full address'],
    [{ SMTP_URL: 'https://mail.example.com', MAIL_FROM: 'seats@example.com' }, 'SMTP_URL must be a full address'],
    [{ SMTP_URL: 'smtp://mail.example.com' }, 'set MAIL_FROM too'],
    [{ MAIL_FROM: 'Seats <seats@example.com>' }, 'MAIL_FROM must be an e-mail address'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8' }, 'TRUSTED_PROXIES must be addresses'],
    [{ TRUSTED_PROXIES: '10.0.0.1, proxy' }, 'TRUSTED_PROXIES must be addresses'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be'],
    [{ ADMIN_EMAIL: 'owner@example.com' }, 'Set both ADMIN_EMAIL and ADMIN_PASSWORD'],
    [{ ADMIN_PASSWORD: 'a long enough one' }, 'Set both ADMIN_EMAIL and ADMIN_PASSWORD'],
    [{ ADMIN_EMAIL: 'owner', ADMIN_PASSWORD: 'a long enough one' }, 'ADMIN_EMAIL must be an e-mail address'],
    [{ ADMIN_EMAIL: 'owner@example.com', ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD must have at least 10'],
    [{ DEMO_PASSWORD: 'short' }, 'DEMO_PASSWORD must have at least 8'],
    [{ ADMIN_PASSWORD: 'one', ADMIN_PASSWORD_FILE: '/run/secrets/other' }, 'Set ADMIN_PASSWORD or ADMIN_PASSWORD_FILE, not both'],
    [{ ADMIN_PASSWORD_FILE: '/nowhere/at/all' }, 'ADMIN_PASSWORD_FILE names /nowhere/at/all, which cannot be read'],
  ])('stop the start where they cannot be: %j', (environment, says) => {
    const read = () => readConfig(environment as Record<string, string>);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(says);
  });
});
