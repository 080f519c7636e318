import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import { isId } from '../values/ids.ts';
import { rowsOnAPage } from '../values/paging.ts';

/**
 * A letter that does not arrive, as operators see it. `refused` was given up: the server will never take it, or had not taken it for three
 * days. `failing` is still tried, but was refused more than once.
 */
export interface FailedMail {
  id: string;
  kind: string;
  accountId: string;
  accountName: string;
  toName: string;
  toEmail: string;
  /** What the mail server or the network said. */
  error: string;
  attempts: number;
  createdAt: number;
  /** When it was given up, or will be tried next. */
  at: number;
  /** Whether there is a text to send again. */
  isKept: boolean;
  /** Of the reader, if they are a member of this account. */
  member: { id: string; role: string; status: string } | null;
}

/** Which letters: those that were given up, or those that keep failing. */
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
 * How many letters wait for an operator: of all accounts, because operators look after all. Part of other queries. Every such letter has
 * these times; they are named for the indexes that begin with them.
 */
export const failedMails = sql<number>`(
  (SELECT count(*) FROM outbox WHERE status = 'failed' AND set_aside_at IS NULL AND failed_at > 0)
  + (SELECT count(*) FROM outbox WHERE status = 'waiting' AND attempts > 2 AND created_at > 0))`;

/** Both are spelled out in the SQL, because their indexes serve no parameter. The order is that of the index: the latest first. */
const queries = { refused: failed('refused'), failing: failed('failing') };

function failed(state: FailedState) {
  const order = state === 'refused' ? 'outbox.failed_at' : 'outbox.created_at';
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
        `${order} as place_at`,
      ])
      .select((eb) => eb('outbox.text', '<>', '').as('is_kept'))
      .where((eb) => eb(eb.refTuple(order, 'outbox.id'), '<', eb.tuple(p<number>('at'), p('id'))))
      .orderBy(order, 'desc')
      .orderBy('outbox.id', 'desc')
      .limit(rowsOnAPage + 1);
    return state === 'refused'
      ? query.where('outbox.status', '=', sql.lit('failed')).where('outbox.set_aside_at', 'is', null)
      : query.where('outbox.status', '=', sql.lit('waiting')).where('outbox.attempts', '>', sql.lit(2));
  });
}

/** A page of the letters that do not arrive, of all accounts, the latest first. Only operators get here. */
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

/** The place in an address; whatever is none begins at the start. */
export function readMailPlace(text = ''): MailPlace | null {
  const [at = '', id = ''] = text.split('.');
  return /^\d{1,12}$/.test(at) && isId(id) ? { at: Number(at), id } : null;
}
