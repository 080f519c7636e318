import * as z from 'zod';
import { type FormValues, line } from '../web/form.ts';

// The schemas of the forms about team members. Each seat group has its own checkbox, `seats.<leading product>` with the value `yes`.

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'invalid');

/** The groups whose last seat may be taken: the page that showed the warning puts them into a hidden field. */
const lastSeat = z
  .string()
  .regex(/^[a-z0-9 -]{0,2000}$/, 'invalid')
  .default('')
  .transform((products) => products.split(' ').filter(Boolean));

const seats = z.array(slug).max(50, 'invalid');

const email = z.string().trim().toLowerCase().min(1, 'missing').max(254, 'too-long').pipe(z.email('email'));

export const newMemberForm = z.preprocess(
  gatherSeats,
  z.strictObject({ name: line(120), email, role: z.enum(['admin', 'agent'], 'choose-one'), seats, lastSeat }),
);

export const roleForm = z.preprocess(
  gatherSeats,
  z.strictObject({
    from: z.enum(['owner', 'billing_admin', 'admin', 'agent', 'end_user'], 'invalid'),
    role: z.enum(['billing_admin', 'admin', 'agent'], 'choose-one'),
    seats,
    lastSeat,
  }),
);

export const reactivationForm = z.preprocess(gatherSeats, z.strictObject({ seats, lastSeat }));

export const giveSeatForm = z.strictObject({ lastSeat });

export const suspensionForm = z.strictObject({ seats: z.enum(['keep', 'free'], 'choose-one') });

export const nameForm = z.strictObject({ name: line(120) });

export const ownershipForm = z.strictObject({ understood: z.literal('yes', 'missing') });

export const noFields = z.strictObject({});

export const dismissalForm = z.strictObject({ groups: lastSeat, back: z.string().max(2000).default('') });

/**
 * Collects the ticked checkboxes in one list, because a browser does not send an unticked one. A field that only resembles such a checkbox
 * stays where it is, and the schema refuses it as unknown.
 */
function gatherSeats(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Object.hasOwn(input, 'seats')) return input;
  const entries = Object.entries(input);
  const isBox = ([name, value]: [string, unknown]) => name.startsWith('seats.') && value === 'yes';
  const boxes = entries.filter(isBox).map(([name]) => name.slice('seats.'.length));
  return { ...Object.fromEntries(entries.filter((entry) => !isBox(entry))), seats: boxes };
}

/** The ticked seat groups in the raw values of a refused form. */
export function tickedSeats(formValues: FormValues): string[] {
  return Object.keys(formValues)
    .filter((name) => formValues[name] === 'yes')
    .flatMap((name) => name.match(/^seats\.([a-z][a-z0-9-]{0,39})$/)?.[1] ?? []);
}
