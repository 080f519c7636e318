import type { Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/open.ts';
import type { Viewer } from './viewer.ts';

/** What the routes are given: nothing in the program reaches for it by itself. */
export interface Deps {
  db: Db;
  config: Config;
  log: Logger;
  /** Epoch seconds. */
  now(): number;
  /** Where mail links start, without a slash at the end: from BASE_URL only, never from a request. */
  publicUrl(): string;
}

export interface Env {
  Variables: { viewer: Viewer; deps: Deps; source: string };
}

export type App = Hono<Env>;
export type Ctx = Context<Env>;
