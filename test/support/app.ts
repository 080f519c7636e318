import { pino } from 'pino';
import { migrations } from '../../migrations/index.ts';
import { createApp } from '../../src/app.tsx';
import { startSession } from '../../src/auth/session.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import type { App } from '../../src/web/deps.ts';
import { noon } from './noon.ts';

export { noon };

export const origin = 'http://localhost';

export interface Instance {
  app: App;
  db: Db;
  config: Config;
  /** The clock of the business rules, which a test may move. Sessions use the clock of the machine. */
  clock: { now: number };
}

let migrated: Buffer | undefined;

/** A new instance of the whole product on an empty database. Migrations run once; each call copies the result, which takes under 1 ms. */
export async function freshInstance(environment: Record<string, string> = {}): Promise<Instance> {
  migrated ??= await migrateOnce();
  const { db } = openDatabase(migrated);
  const config = readConfig({ BASE_URL: origin, LOG_LEVEL: 'silent', ...environment });
  const clock = { now: noon };
  const app = createApp({
    db,
    config,
    log: pino({ level: config.logLevel }),
    now: () => clock.now,
    publicUrl: () => origin + config.basePath,
  });
  return { app, db, config, clock };
}

async function migrateOnce(): Promise<Buffer> {
  const { db, raw } = openDatabase(':memory:');
  await migrate(db, migrations, noon);
  const copy = raw.serialize();
  await db.destroy();
  return copy;
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, fields?: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Page>;
}

export interface Page {
  status: number;
  /** The target of a redirect. */
  location: string | null;
  html: string;
  /** The text of the page as a person reads it: without tags, with entities decoded and white space collapsed. */
  text: string;
  headers: Headers;
}

/** A browser that keeps cookies and sends the origin of the site. Signed in as `member`, or as a visitor without one. */
export async function browser(instance: Instance, member?: { id: string; accountId: string }): Promise<Browser> {
  const cookies = new Map<string, string>();
  if (member) cookies.set('seatkeeper', await startSession(instance.db, member, 'test browser'));
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await instance.app.request(
      new Request(`${origin}${path}`, { ...init, headers: { ...(cookie && { cookie }), ...init.headers } }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (!value || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    return { status: response.status, location: response.headers.get('location'), html, text: readable(html), headers: response.headers };
  };
  return {
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = {}) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const item of [value].flat()) body.append(name, item);
      return send(path, { method: 'POST', body, headers: { origin, ...headers } });
    },
  };
}

/** The fields of the first form that posts to `action`, as a browser would send them, without the name and value of a button. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const form = forms.find(([, attributes = '']) => attributes.includes(`action="${action}"`) && /method="post"/i.test(attributes));
  if (!form) throw new Error(`no form posts to ${action}`);
  const fields: Record<string, string> = {};
  const inner = form[2] ?? '';
  for (const [, attributes = ''] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const name = attribute(attributes, 'name');
    const type = attribute(attributes, 'type') ?? 'text';
    if (!name || /\bdisabled\b/.test(attributes)) continue;
    if ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(attributes)) continue;
    fields[name] = attribute(attributes, 'value') ?? (type === 'checkbox' ? 'on' : '');
  }
  for (const [, attributes = '', options = ''] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(attributes, 'name');
    const choices = [...options.matchAll(/<option\b([^>]*)>/g)];
    const chosen = choices.find(([, option = '']) => /\bselected\b/.test(option)) ?? choices[0];
    if (name && chosen) fields[name] = attribute(chosen[1] ?? '', 'value') ?? '';
  }
  for (const [, attributes = '', value = ''] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(attributes, 'name');
    if (name) fields[name] = decode(value);
  }
  return fields;
}

function attribute(attributes: string, name: string): string | undefined {
  const match = attributes.match(new RegExp(`(?:^|\\s)${name}="([^"]*)"`));
  return match ? decode(match[1] ?? '') : undefined;
}

function readable(html: string): string {
  return decode(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
}
