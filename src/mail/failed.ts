import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import { isId } from '../values/ids.ts';
import { rowsOnAPage } from '../values/paging.ts';

/**
 * A mail that could not be delivered, as operators see it. `refused` mails were given up: the server refused them for good, or did not take
 * them for three days. `failing` mails are still retried after more than one failure.
 */
export interface FailedMail {
  id: string;
  kind: string;
  accountId: string;
  accountName: string;
  toName: string;
  toEmail: string;
  /** The error message of the mail server or the network. */
  error: string;
  attempts: number;
  createdAt: number;
  /** When the mail was given up, or when it will be tried next. Epoch seconds. */
  at: number;
  /** Whether the text is still stored, so that the mail can be sent again. */
  isKept: boolean;
  /** The recipient, if they are a member of this account. */
  member: { id: string; role: string; status: string } | null;
}

/** Which mails to list: those that were given up, or those that are still retried. */
export type FailedState = 'refused' | 'failing';

export interface MailPlace {
  at: number;
  id: string;
}

export interface FailedPage {
  mails: FailedMail[];
  /** Where the next page begins, or null at the end. */
  after: MailPlace | null;
}

/**
 * SQL for the number of undelivered mails of all accounts, as a part of other queries. The conditions on `failed_at` and `created_at` are
 * always true; they make SQLite use the indexes that begin with these columns.
 */
export const failedMailCount = sql<number>`(
  (SELECT count(*) FROM outbox WHERE status = 'failed' AND set_aside_at IS NULL AND failed_at > 0)
  + (SELECT count(*) FROM outbox WHERE status = 'waiting' AND attempts > 2 AND created_at > 0))`;

/**
 * One query per state, with literals in the SQL, because SQLite does not use their partial indexes for bound parameters. Latest first: the
 * order of the index.
 */
const queries = { refused: failed('refused'), failing: failed('failing') };

function failed(state: FailedState) {
  const sortColumn = state === 'refused' ? 'outbox.failed_at' : 'outbox.created_at';
  return compiledQuery((db, p) => {
    const query = db
      .selectFrom('outbox')
      .innerJoin('accounts', 'accounts.id', 'outbox.account_id')
      .leftJoin('members', (join) =>
        join.onRef('members.account_id', '=', 'outbox.account_id').onRef('members.id', '=', 'outbox.member_id'),
      )
      .select([
        'outbox.id',
        'outbox.letter',
        'outbox.account_id',
        'accounts.name as account_name',
        'outbox.to_name',
        'outbox.to_email',
        'outbox.last_error',
        'outbox.attempts',
        'outbox.created_at',
        'outbox.failed_at',
        'outbox.next_at',
        'members.id as member_id',
        'members.role',
        'members.status as member_status',
        `${sortColumn} as place_at`,
      ])
      .select((eb) => eb('outbox.text', '<>', '').as('is_kept'))
      .where((eb) => eb(eb.refTuple(sortColumn, 'outbox.id'), '<', eb.tuple(p<number>('at'), p('id'))))
      .orderBy(sortColumn, 'desc')
      .orderBy('outbox.id', 'desc')
      .limit(rowsOnAPage + 1);
    return state === 'refused'
      ? query.where('outbox.status', '=', sql.lit('failed')).where('outbox.set_aside_at', 'is', null)
      : query.where('outbox.status', '=', sql.lit('waiting')).where('outbox.attempts', '>', sql.lit(2));
  });
}

/** A page of the undelivered mails of all accounts, latest first. For operators only; the caller checks this. */
export async function listFailed(db: Db, state: FailedState, after: MailPlace | null): Promise<FailedPage> {
  const rows = await queries[state](db, { at: after?.at ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '' });
  const page = rows.slice(0, rowsOnAPage);
  const last = page.at(-1);
  return {
    mails: page.map((row) => ({
      id: row.id,
      kind: row.letter,
      accountId: row.account_id,
      accountName: row.account_name,
      toName: row.to_name,
      toEmail: row.to_email,
      error: row.last_error ?? '',
      attempts: row.attempts,
      createdAt: row.created_at,
      at: row.failed_at ?? row.next_at,
      isKept: Boolean(row.is_kept),
      member: row.member_id !== null && row.role !== null ? { id: row.member_id, role: row.role, status: row.member_status ?? '' } : null,
    })),
    after: last && rows.length > rowsOnAPage ? { at: last.place_at ?? 0, id: last.id } : null,
  };
}

/** Parses the page cursor in a query; null for an invalid one, which gives the first page. */
export function readMailPlace(text = ''): MailPlace | null {
  const [at = '', id = ''] = text.split('.');
  return /^\d{1,12}$/.test(at) && isId(id) ? { at: Number(at), id } : null;
}
