import type { Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/open.ts';
import type { Viewer } from './viewer.ts';

/** The dependencies of the routes, passed to `createApp`: no module imports a global database, clock or log. */
export interface Deps {
  db: Db;
  config: Config;
  log: Logger;
  /** Epoch seconds. */
  now(): number;
  /** The start of the links in mails, without a slash at the end. Never taken from a request, because its headers can be forged. */
  publicUrl(): string;
}

export interface Env {
  Variables: { viewer: Viewer; deps: Deps; source: string };
}

export type App = Hono<Env>;
export type Ctx = Context<Env>;
