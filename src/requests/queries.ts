import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Change } from '../pricing/types.ts';
import { rowsOnAPage } from '../values/paging.ts';
import type { RequestFacts } from './policy.ts';
import type { Snapshot } from './snapshot.ts';

/** A request as its pages show it. */
export interface ChangeRequest extends RequestFacts {
  id: string;
  accountId: string;
  requesterName: string;
  change: Change;
  snapshot: Snapshot;
  note: string;
  /** Counts the edits; whoever decides carries the one they have seen. */
  version: number;
  editedAt: number | null;
  decidedAt: number | null;
  decidedBy: string | null;
  deciderName: string | null;
  /** In words for a rejected one, `cancellation` or `type` for a closed one. */
  reason: string | null;
  orderNumber: number | null;
}

/** Every request joined with its people and its order; the callers narrow it to one account. */
function requestsWithPeople(db: Pick<Db, 'selectFrom'>) {
  return db
    .selectFrom('requests')
    .innerJoin('members as requester', 'requester.id', 'requests.requester_id')
    .leftJoin('members as decider', 'decider.id', 'requests.decided_by')
    .leftJoin('orders', 'orders.request_id', 'requests.id')
    .selectAll('requests')
    .select(['requester.name as requester_name', 'decider.name as decider_name', 'orders.number as order_number']);
}

const requestOfAccount = compiledQuery((db, p) =>
  requestsWithPeople(db).where('requests.account_id', '=', p('accountId')).where('requests.id', '=', p('id')),
);

const pendingOfRequester = compiledQuery((db, p) =>
  requestsWithPeople(db)
    .where('requests.account_id', '=', p('accountId'))
    .where('requests.requester_id', '=', p('requesterId'))
    .where('requests.status', '=', sql.lit('pending')),
);

/** One request of an account. */
export async function findRequest(db: Db | Trx, accountId: string, id: string): Promise<ChangeRequest | null> {
  const [row] = await requestOfAccount(db, { accountId, id });
  return row ? toRequest(row) : null;
}

/** The one request of a member that waits for an answer, if there is one (rules §4.4). */
export async function findPendingOf(db: Db | Trx, accountId: string, requesterId: string): Promise<ChangeRequest | null> {
  const [row] = await pendingOfRequester(db, { accountId, requesterId });
  return row ? toRequest(row) : null;
}

/** The request that this very form made before. Keys are kept per requester, so nobody meets the form of somebody else. */
export async function findRequestIdByKey(
  db: Db | Trx,
  { accountId, requesterId, key }: { accountId: string; requesterId: string; key: string },
): Promise<string | null> {
  const [row] = await requestOfForm(db, { accountId, key: keyOf(requesterId, key) });
  return row?.id ?? null;
}

const requestOfForm = compiledQuery((db, p) =>
  db.selectFrom('requests').select('id').where('account_id', '=', p('accountId')).where('idempotency_key', '=', p('key')),
);

export function keyOf(requesterId: string, key: string): string {
  return `${requesterId}.${key}`;
}

export interface RequestPage {
  requests: ChangeRequest[];
  /** Those that wait for an answer, and all. */
  pending: number;
  total: number;
  page: number;
  pages: number;
}

/**
 * A page of the requests of an account, or of one requester in it: those that wait first and the longest waiting on top, then the
 * ended ones, newest first. A page beyond the last is the last.
 */
export async function listRequests(db: Db, accountId: string, requesterId: string | null, wanted: number): Promise<RequestPage> {
  const who: Record<string, string> = requesterId === null ? { accountId } : { accountId, requesterId };
  const queries = requesterId === null ? ofAccount : ofRequester;
  const [{ total, pending } = { total: 0, pending: 0 }] = await queries.counts(db, who);
  const pages = Math.max(1, Math.ceil(total / rowsOnAPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const offset = (page - 1) * rowsOnAPage;
  const waiting = Math.min(Math.max(0, pending - offset), rowsOnAPage);
  const rows = [
    ...(waiting > 0 ? await queries.pending(db, { ...who, limit: waiting, offset }) : []),
    ...(waiting < rowsOnAPage
      ? await queries.ended(db, { ...who, limit: rowsOnAPage - waiting, offset: Math.max(0, offset - pending) })
      : []),
  ];
  return { requests: rows.map(toRequest), pending, total, page, pages };
}

/** What waits goes by one index and what has ended by another, so that neither is sorted. */
function listQueries(whose: 'account' | 'requester') {
  const isOne = whose === 'requester';
  return {
    counts: compiledQuery((db, p) => {
      const query = db
        .selectFrom('requests')
        .where('account_id', '=', p('accountId'))
        .select((eb) => [
          eb.fn.countAll<number>().as('total'),
          eb.fn.coalesce(eb.fn.sum<number>(eb.case().when('status', '=', 'pending').then(1).else(0).end()), eb.lit(0)).as('pending'),
        ]);
      return isOne ? query.where('requester_id', '=', p('requesterId')) : query;
    }),
    pending: compiledQuery((db, p) => {
      const query = requestsWithPeople(db)
        .where('requests.account_id', '=', p('accountId'))
        .where('requests.status', '=', sql.lit('pending'))
        .orderBy('requests.submitted_at')
        .orderBy('requests.id')
        .limit(p<number>('limit'))
        .offset(p<number>('offset'));
      return isOne ? query.where('requests.requester_id', '=', p('requesterId')) : query;
    }),
    ended: compiledQuery((db, p) => {
      const query = requestsWithPeople(db)
        .where('requests.account_id', '=', p('accountId'))
        .where('requests.status', '<>', 'pending')
        .orderBy('requests.submitted_at', 'desc')
        .orderBy('requests.id', 'desc')
        .limit(p<number>('limit'))
        .offset(p<number>('offset'));
      return isOne ? query.where('requests.requester_id', '=', p('requesterId')) : query;
    }),
  };
}

const ofAccount = listQueries('account');
const ofRequester = listQueries('requester');

function toRequest(row: Awaited<ReturnType<typeof requestOfAccount>>[number]): ChangeRequest {
  return {
    id: row.id,
    accountId: row.account_id,
    status: row.status,
    requesterId: row.requester_id,
    requesterName: row.requester_name,
    answerer: row.answerer,
    change: JSON.parse(row.change) as Change,
    snapshot: JSON.parse(row.snapshot) as Snapshot,
    note: row.note,
    version: row.version,
    submittedAt: row.submitted_at,
    editedAt: row.edited_at,
    remindedAt: row.reminded_at,
    autoRemindedAt: row.auto_reminded_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    deciderName: row.decider_name,
    reason: row.reason,
    orderNumber: row.order_number,
  };
}
