import { compiledStatement } from '../db/compiled.ts';
import type { Trx } from '../db/transaction.ts';

/** The next number of orders or invoices. The numbers have no gaps, because each is taken in the transaction that uses it. */
export async function nextNumber(trx: Trx, name: 'order' | 'invoice'): Promise<number> {
  const [counter] = await countOn(trx, { name });
  if (!counter) throw new Error(`the counter of ${name}s is missing`);
  return counter.value;
}

const countOn = compiledStatement((trx, p) =>
  trx
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', p<'order' | 'invoice'>('name'))
    .returning('value'),
);
