import type { Kysely } from 'kysely';
import * as foundation from './001-foundation.ts';
import * as eventsInTime from './002-events-in-time.ts';
import * as teamLists from './003-team-lists.ts';
import * as membersByName from './004-members-by-name.ts';
import * as operatorDesk from './005-operator-desk.ts';
import * as invoices from './006-invoices.ts';
import * as endedCoupons from './007-ended-coupons.ts';
import * as failedMail from './008-failed-mail.ts';
import * as catalogueState from './009-catalogue-state.ts';

export interface Migration {
  /** Its place in the order and its name for ever. */
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** Every migration, in order. A landed one is never edited. */
export const migrations: readonly Migration[] = [
  { name: '001-foundation', up: foundation.up },
  { name: '002-events-in-time', up: eventsInTime.up },
  { name: '003-team-lists', up: teamLists.up },
  { name: '004-members-by-name', up: membersByName.up },
  { name: '005-operator-desk', up: operatorDesk.up },
  { name: '006-invoices', up: invoices.up },
  { name: '007-ended-coupons', up: endedCoupons.up },
  { name: '008-failed-mail', up: failedMail.up },
  { name: '009-catalogue-state', up: catalogueState.up },
];
