import type { Day } from '../values/day.ts';

export type InvoiceState = 'open' | 'overdue' | 'paid';

/** The state of an invoice today: on the due day itself it is not yet overdue. */
export function invoiceState({ status, dueOn }: { status: 'open' | 'paid'; dueOn: Day }, today: Day): InvoiceState {
  if (status === 'paid') return 'paid';
  return dueOn < today ? 'overdue' : 'open';
}
