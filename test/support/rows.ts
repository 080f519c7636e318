import type { Insertable } from 'kysely';
import type { Db } from '../../src/db/open.ts';
import type { Database } from '../../src/db/schema.ts';
import { newId } from '../../src/values/ids.ts';

/** Inserts single rows for tests of queries and acts, without the rest of an account. */
export async function insertAccount(db: Db, given: Partial<Insertable<Database['accounts']>> = {}): Promise<string> {
  const id = given.id ?? newId();
  await db
    .insertInto('accounts')
    .values({
      id,
      name: 'Orchard Software',
      type: 'self_service',
      currency: 'EUR',
      tax_rate_bp: 0,
      language: 'en',
      requests_enabled: 1,
      show_prices: 1,
      created_at: 0,
      ...given,
    })
    .execute();
  return id;
}

export async function insertMember(db: Db, accountId: string, given: Partial<Insertable<Database['members']>> = {}): Promise<string> {
  const id = given.id ?? newId();
  await db
    .insertInto('members')
    .values({
      id,
      account_id: accountId,
      email: `${id}@orchard.example`,
      name: 'Ada Lindqvist',
      role: 'admin',
      status: 'active',
      language: 'en',
      created_at: 0,
      ...given,
    })
    .execute();
  return id;
}
