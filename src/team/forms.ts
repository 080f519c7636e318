import * as z from 'zod';
import { type FormValues, line } from '../web/form.ts';

// What the forms of this domain may hold; each seat group has a box of its own, `seats.<leading product>` with the value `yes`.

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'invalid');

/** Groups whose last seat may be used: the page that warned put them here. */
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

/** A box that is not ticked sends nothing, so the boxes become one list. What only looks like one of them stays, and is refused as unknown. */
function gatherSeats(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Object.hasOwn(input, 'seats')) return input;
  const entries = Object.entries(input);
  const isBox = ([name, value]: [string, unknown]) => name.startsWith('seats.') && value === 'yes';
  const boxes = entries.filter(isBox).map(([name]) => name.slice('seats.'.length));
  return { ...Object.fromEntries(entries.filter((entry) => !isBox(entry))), seats: boxes };
}

/** The boxes that were ticked in a form that was refused, as it came. */
export function tickedSeats(formValues: FormValues): string[] {
  return Object.keys(formValues)
    .filter((name) => formValues[name] === 'yes')
    .flatMap((name) => name.match(/^seats\.([a-z][a-z0-9-]{0,39})$/)?.[1] ?? []);
}
