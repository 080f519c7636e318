import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Change } from '../pricing/types.ts';
import { rowsOnAPage } from '../values/paging.ts';
import type { RequestFacts } from './policy.ts';
import type { Snapshot } from './snapshot.ts';

/** A request with all that its pages show. */
export interface ChangeRequest extends RequestFacts {
  id: string;
  accountId: string;
  requesterName: string;
  change: Change;
  snapshot: Snapshot;
  note: string;
  /** Raised by each edit. The decision form carries the version that the decider saw. */
  version: number;
  editedAt: number | null;
  decidedAt: number | null;
  decidedBy: string | null;
  deciderName: string | null;
  /** The text of the decider for a rejected request; the key `cancellation`, `type` or `requester` for a closed one. */
  reason: string | null;
  orderNumber: number | null;
}

/** All requests with the requester, the decider and the order; each caller narrows the query to one account. */
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

/** A request of an account; null when the account has no request with this id. */
export async function findRequest(db: Db | Trx, accountId: string, id: string): Promise<ChangeRequest | null> {
  const [row] = await requestOfAccount(db, { accountId, id });
  return row ? toRequest(row) : null;
}

/** The one pending request of a member, or null (rules §4.4). */
export async function findPendingOf(db: Db | Trx, accountId: string, requesterId: string): Promise<ChangeRequest | null> {
  const [row] = await pendingOfRequester(db, { accountId, requesterId });
  return row ? toRequest(row) : null;
}

/**
 * The id of the request that the same form created before. Keys are stored per requester, so the key of one user never finds the request of
 * another.
 */
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
  /** The number of pending requests; `total` counts all requests. */
  pending: number;
  total: number;
  page: number;
  pages: number;
}

/**
 * A page of the requests of an account, or of one requester in it: first the pending ones, oldest first, then the ended ones, newest first.
 * A page number beyond the last shows the last page.
 */
export async function listRequests(db: Db, accountId: string, requesterId: string | null, wanted: number): Promise<RequestPage> {
  const params: Record<string, string> = requesterId === null ? { accountId } : { accountId, requesterId };
  const queries = requesterId === null ? ofAccount : ofRequester;
  const [{ total, pending } = { total: 0, pending: 0 }] = await queries.counts(db, params);
  const pages = Math.max(1, Math.ceil(total / rowsOnAPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const offset = (page - 1) * rowsOnAPage;
  const pendingOnPage = Math.min(Math.max(0, pending - offset), rowsOnAPage);
  const rows = [
    ...(pendingOnPage > 0 ? await queries.pending(db, { ...params, limit: pendingOnPage, offset }) : []),
    ...(pendingOnPage < rowsOnAPage
      ? await queries.ended(db, { ...params, limit: rowsOnAPage - pendingOnPage, offset: Math.max(0, offset - pending) })
      : []),
  ];
  return { requests: rows.map(toRequest), pending, total, page, pages };
}

/** Pending and ended requests are read by two queries, each from an index in its own order, so that SQLite sorts neither. */
function listQueries(whose: 'account' | 'requester') {
  const isForRequester = whose === 'requester';
  return {
    counts: compiledQuery((db, p) => {
      const query = db
        .selectFrom('requests')
        .where('account_id', '=', p('accountId'))
        .select((eb) => [
          eb.fn.countAll<number>().as('total'),
          eb.fn.coalesce(eb.fn.sum<number>(eb.case().when('status', '=', 'pending').then(1).else(0).end()), eb.lit(0)).as('pending'),
        ]);
      return isForRequester ? query.where('requester_id', '=', p('requesterId')) : query;
    }),
    pending: compiledQuery((db, p) => {
      const query = requestsWithPeople(db)
        .where('requests.account_id', '=', p('accountId'))
        .where('requests.status', '=', sql.lit('pending'))
        .orderBy('requests.submitted_at')
        .orderBy('requests.id')
        .limit(p<number>('limit'))
        .offset(p<number>('offset'));
      return isForRequester ? query.where('requests.requester_id', '=', p('requesterId')) : query;
    }),
    ended: compiledQuery((db, p) => {
      const query = requestsWithPeople(db)
        .where('requests.account_id', '=', p('accountId'))
        .where('requests.status', '<>', 'pending')
        .orderBy('requests.submitted_at', 'desc')
        .orderBy('requests.id', 'desc')
        .limit(p<number>('limit'))
        .offset(p<number>('offset'));
      return isForRequester ? query.where('requests.requester_id', '=', p('requesterId')) : query;
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
