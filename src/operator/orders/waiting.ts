import { sql } from 'kysely';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import type { Change } from '../../pricing/types.ts';
import type { Snapshot } from '../../requests/snapshot.ts';
import { isId } from '../../values/ids.ts';
import { rowsOnAPage } from '../../values/paging.ts';

/** A pending request to a representative (rules §4.24). */
export interface WaitingRequest {
  id: string;
  accountId: string;
  accountName: string;
  currency: string;
  requesterName: string;
  representativeName: string | null;
  submittedAt: number;
  change: Change;
  snapshot: Snapshot;
}

export interface WaitingPlace {
  submittedAt: number;
  id: string;
}

export interface WaitingPage {
  requests: WaitingRequest[];
  /** Where the next page begins; null on the last page. */
  after: WaitingPlace | null;
}

/** Literals in the SQL, because SQLite does not use the partial index on them for bound parameters. */
const pending = sql.lit<'pending'>('pending');
const byRepresentative = sql.lit<'representative'>('representative');

function waiting(whose: 'mine' | 'all') {
  return compiledQuery((db, p) => {
    const query = db
      .selectFrom('requests')
      .innerJoin('accounts', 'accounts.id', 'requests.account_id')
      .innerJoin('members as requester', 'requester.id', 'requests.requester_id')
      .leftJoin('members as representative', 'representative.id', 'accounts.representative_id')
      .where('requests.status', '=', pending)
      .where('requests.answerer', '=', byRepresentative)
      .where((eb) => eb(eb.refTuple('requests.submitted_at', 'requests.id'), '>', eb.tuple(p<number>('submittedAt'), p('id'))))
      .select([
        'requests.id',
        'requests.account_id',
        'requests.change',
        'requests.snapshot',
        'requests.submitted_at',
        'accounts.name as account_name',
        'accounts.currency',
        'requester.name as requester_name',
        'representative.name as representative_name',
      ])
      .orderBy('requests.submitted_at')
      .orderBy('requests.id')
      .limit(rowsOnAPage + 1);
    if (whose === 'all') return query;
    return query.where((eb) =>
      eb.or([eb('accounts.representative_id', '=', p('representativeId')), eb('accounts.representative_id', 'is', null)]),
    );
  });
}

const waitingForRepresentative = waiting('mine');
const waitingInAllAccounts = waiting('all');

/**
 * A page of the pending requests to representatives, oldest first.
 *
 * @param representativeId null lists all accounts; an id lists the accounts of this representative and those without a representative
 */
export async function listWaiting(db: Db, representativeId: string | null, after: WaitingPlace | null): Promise<WaitingPage> {
  const place = after ? { ...after } : { submittedAt: -1, id: '' };
  const rows = await (representativeId === null
    ? waitingInAllAccounts(db, place)
    : waitingForRepresentative(db, { ...place, representativeId }));
  const requests = rows.slice(0, rowsOnAPage).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    currency: row.currency,
    requesterName: row.requester_name,
    representativeName: row.representative_name,
    submittedAt: row.submitted_at,
    change: JSON.parse(row.change) as Change,
    snapshot: JSON.parse(row.snapshot) as Snapshot,
  }));
  const last = requests.at(-1);
  return { requests, after: last && rows.length > rowsOnAPage ? { submittedAt: last.submittedAt, id: last.id } : null };
}

export function readWaitingPlace(text = ''): WaitingPlace | null {
  const [at = '', id = ''] = text.split('.');
  return /^\d{1,12}$/.test(at) && isId(id) ? { submittedAt: Number(at), id } : null;
}
