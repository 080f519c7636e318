import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import * as z from 'zod';

/** The settings from the environment: read once at the start, checked and frozen. No other file reads the environment. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Null if BASE_URL is not set; links then start with the address that the server listens on. */
  baseUrl: URL | null;
  /** The path of BASE_URL without a slash at the end; empty at the root. */
  basePath: string;
  isHttps: boolean;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  smtpUrl: URL | null;
  mailFrom: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** The first account for a first run without /setup. */
  admin: { email: string; password: string } | null;
  demoPassword: string;
}

/** A setting is invalid, or two settings contradict each other. The message says what to set; the server does not start. */
export class ConfigError extends Error {}

const names = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'BASE_URL',
  'TRUSTED_PROXIES',
  'SMTP_URL',
  'MAIL_FROM',
  'LOG_LEVEL',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'DEMO_PASSWORD',
] as const;

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535; 0 takes any free port.')
    .transform(Number)
    .refine((port) => port <= 65_535, 'PORT must be a number from 0 to 65535; 0 takes any free port.')
    .default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('data'),
  BASE_URL: webUrl('BASE_URL', ['http:', 'https:'], 'https://seats.example.com')
    .refine(
      (url) => !url.search && !url.hash && !url.username && !url.password,
      'BASE_URL is an address and a path, with nothing after them.',
    )
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((address) => address.trim())
        .filter(Boolean),
    )
    .refine(
      (addresses) => addresses.every((address) => isIP(address) !== 0),
      'TRUSTED_PROXIES must be addresses such as 10.0.0.1, with commas between them.',
    )
    .default([]),
  SMTP_URL: webUrl('SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@mail.example.com:587').optional(),
  MAIL_FROM: z.email('MAIL_FROM must be an e-mail address, such as seats@example.com.').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'LOG_LEVEL must be debug, info, warn, error or silent.').default('info'),
  ADMIN_EMAIL: z.email('ADMIN_EMAIL must be an e-mail address.').optional(),
  ADMIN_PASSWORD: z.string().min(10, 'ADMIN_PASSWORD must have at least 10 characters.').optional(),
  DEMO_PASSWORD: z.string().min(8, 'DEMO_PASSWORD must have at least 8 characters.').default('seatkeeper-demo'),
});

/**
 * Reads the settings. `defaults` are used for settings that the environment does not contain.
 * @throws ConfigError with a sentence that says what to set
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, defaults: Record<string, string> = {}): Config {
  const parsed = schema.safeParse({ ...defaults, ...withFiles(environment) });
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join(' '));
  const value = parsed.data;
  if (value.SMTP_URL && !value.MAIL_FROM) throw new ConfigError('SMTP_URL is set: set MAIL_FROM too, the address that mail comes from.');
  if (!value.ADMIN_EMAIL !== !value.ADMIN_PASSWORD) throw new ConfigError('Set both ADMIN_EMAIL and ADMIN_PASSWORD, or neither.');
  return Object.freeze({
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    baseUrl: value.BASE_URL ?? null,
    basePath: (value.BASE_URL?.pathname ?? '').replace(/\/+$/, ''),
    isHttps: value.BASE_URL?.protocol === 'https:',
    trustedProxies: value.TRUSTED_PROXIES,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM ?? 'seatkeeper@localhost',
    logLevel: value.LOG_LEVEL,
    admin: value.ADMIN_EMAIL && value.ADMIN_PASSWORD ? { email: value.ADMIN_EMAIL.toLowerCase(), password: value.ADMIN_PASSWORD } : null,
    demoPassword: value.DEMO_PASSWORD,
  });
}

/** Every setting can be read from the file that `<NAME>_FILE` names: containers pass secrets in this way. */
function withFiles(environment: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const direct = environment[name];
    const file = environment[`${name}_FILE`];
    if (direct && file) throw new ConfigError(`Set ${name} or ${name}_FILE, not both.`);
    if (direct) values[name] = direct;
    if (file) values[name] = readSecret(name, file);
  }
  return values;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`${name}_FILE names ${file}, which cannot be read.`);
  }
}

function webUrl(name: string, protocols: string[], example: string) {
  const message = `${name} must be a full address such as ${example}.`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '', message)
    .transform((text) => new URL(text));
}
