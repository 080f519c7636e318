import type { Logger } from 'pino';
import { type Config, ConfigError } from '../config.ts';
import type { Db } from '../db/open.ts';
import { messagesFor } from '../i18n/messages.ts';
import { hasAccounts, makeSetupCode, setUpFromSettings } from './set-up.ts';

interface FirstStart {
  db: Db;
  config: Config;
  log: Logger;
  /** Epoch seconds. */
  now: number;
}

/**
 * On an empty database: makes the first account from ADMIN_EMAIL and ADMIN_PASSWORD, if they are set. The account gets the domain of the
 * address as its name, English and EUR; all of these can be changed later.
 *
 * @throws ConfigError if the password breaks the rules for passwords
 */
export async function makeFirstAccount({ db, config: { admin }, log, now }: FirstStart): Promise<void> {
  if (!admin || (await hasAccounts(db))) return;
  const [localPart = '', domain = ''] = admin.email.split('@');
  const first = { ...admin, accountName: domain.slice(0, 120), ownerName: localPart, currency: 'EUR', language: 'en' as const };
  const problem = await setUpFromSettings(db, first, now);
  if (problem) throw new ConfigError(`ADMIN_PASSWORD cannot be used. ${messagesFor('en').auth.passwordProblems[problem]}.`);
  log.info({ email: admin.email }, 'the first account was made from ADMIN_EMAIL and ADMIN_PASSWORD');
}

/**
 * On an empty database: makes a new one-time code and logs it with the address of the page that asks for it. This line is logged at every
 * LOG_LEVEL: without the code the set-up is impossible.
 */
export async function announceSetup({ db, log, now }: FirstStart, setupUrl: string): Promise<void> {
  if (await hasAccounts(db)) return;
  const code = await makeSetupCode(db, now);
  log.child({}, { level: 'info' }).info({ url: setupUrl, code }, 'this server is not set up yet: open the address and enter the code');
}
