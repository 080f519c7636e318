import { type Kysely, sql } from 'kysely';

/** A coupon can be ended for good, whatever its last day and its limit say: nobody redeems it any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE coupons ADD COLUMN ended_at integer').execute(db);
}
