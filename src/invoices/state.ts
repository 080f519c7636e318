import type { Day } from '../values/day.ts';

export type InvoiceState = 'open' | 'overdue' | 'paid';

/** How an invoice stands today: on the day on which it is due it can still be paid in time. */
export function invoiceState({ status, dueOn }: { status: 'open' | 'paid'; dueOn: Day }, today: Day): InvoiceState {
  if (status === 'paid') return 'paid';
  return dueOn < today ? 'overdue' : 'open';
}
