import type { Trx } from '../db/transaction.ts';

/** Counts a change of what the account's pages show. */
export async function touchAccount(trx: Trx, accountId: string): Promise<void> {
  await trx
    .updateTable('accounts')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
}
