import type { Trx } from '../db/transaction.ts';

/** Raises the version of the account, because something that its pages show has changed. */
export async function touchAccount(trx: Trx, accountId: string): Promise<void> {
  await trx
    .updateTable('accounts')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
}
