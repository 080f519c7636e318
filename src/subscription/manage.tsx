import type { FieldError } from '../../views/parts/fields.tsx';
import type { SeatLossStepProps } from '../../views/seat-loss/seat-loss.tsx';
import { type EditedRequest, ManagePage, type Purpose } from '../../views/subscription/manage.tsx';
import { problemWords, refusalWords } from '../../views/subscription/words.ts';
import { localPath } from '../auth/back.ts';
import { findWhomToAsk } from '../members/deciders.ts';
import type { Allowed, Change, Quote } from '../pricing/types.ts';
import type { GroupSeatLoss, SeatLossProblem } from '../seat-loss/choosable.ts';
import { findSeatLoss } from '../seat-loss/find.ts';
import { seatLossErrors, tickedIn, withoutSeatLoss } from '../seat-loss/form.ts';
import { findReclaimable } from '../team/reclaim.ts';
import { newId } from '../values/ids.ts';
import { render } from '../web/answer.ts';
import type { Ctx } from '../web/deps.ts';
import { draftInQuery, type FormValues, type Problem } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { allowedToChange, allowedToRequest } from './allowed.ts';
import { manageFields, readChange } from './change.ts';
import { findSubscriptionNow, quoteNow, type SubscriptionNow } from './quote-now.ts';

/** What the user does on Manage in their account: change it, order additions, or ask for a change (rules §4.1). */
export function purposeOf(v: SignedInViewer): Purpose {
  if (!v.can('subscription.change')) return 'request';
  return v.account.type === 'self_service' ? 'change' : 'order';
}

export function allowedFor(v: SignedInViewer, purpose: Purpose): Allowed {
  return purpose === 'request' ? allowedToRequest(v.account) : allowedToChange(v.member.role, v.account);
}

/** The values of the Manage form, read and priced against the current subscription. */
export interface Draft {
  now: SubscriptionNow;
  allowed: Allowed;
  change: Change;
  quote: Quote;
  /** Which members would lose their seat by the change, group by group; usually empty (rules §4.16). */
  seatLoss: GroupSeatLoss[];
  /** Why the change cannot be made, at which field; empty when it can. A draft that changes nothing has an error, too. */
  errors: FieldError[];
  /** Whether a value is not a number yet, or the address has a field that the form does not have. */
  invalid: boolean;
}

/**
 * Reads and prices a draft. It decides nothing: acts read and price again in their own transaction.
 *
 * @param unread the problems that the form reader found in the address
 */
export async function readDraft(
  c: Ctx,
  v: SignedInViewer,
  formValues: FormValues,
  purpose: Purpose,
  { allowed = allowedFor(v, purpose), unread = [] }: { allowed?: Allowed; unread?: readonly Problem[] } = {},
): Promise<Draft> {
  const { db } = c.var.deps;
  const now = await findSubscriptionNow(db, v.account);
  const { change, problems } = readChange(formValues, now);
  const quote = await quoteNow(db, now, { account: v.account, change, allowed, today: v.today });
  const seatLoss = await findSeatLoss(db, now, quote);
  const refusals = refusalErrors(v, now, quote);
  const invalid = unread.length + problems.length > 0;
  if (!invalid) return { now, allowed, change, quote, seatLoss, errors: refusals, invalid };
  const unreadable = [
    ...unreadErrors(v, unread),
    ...problems.map((problem) => ({ field: problem.field, text: problemWords(v, now.catalogue, problem) })),
  ];
  // While a field cannot be read, refusals of the whole form are left out: they would say, for example, that nothing was changed.
  const errors = [...unreadable, ...refusals.filter(({ field }) => field !== null)].filter(isFirstAtItsField);
  return { now, allowed, change, quote, seatLoss, errors, invalid };
}

/** Whether this is the first message of its field: only the first one is shown. */
function isFirstAtItsField({ field }: FieldError, index: number, all: readonly FieldError[]): boolean {
  return field === null || all.findIndex((other) => other.field === field) === index;
}

/** The problems that the form reader found, each at its field when the Manage form has that field. */
export function unreadErrors(v: SignedInViewer, problems: readonly Problem[]): FieldError[] {
  return problems.map((problem) => ({ field: isOnTheForm(problem.field) ? problem.field : null, text: v.t.form[problem.key] }));
}

/** The errors to show for a draft that the user only looks at: a draft that changes nothing yet is no error then. */
export function draftErrors({ errors, invalid }: Draft): FieldError[] {
  return invalid ? errors : errors.filter(({ field }) => field !== null);
}

/** The refusals of a quote as the errors of the Manage form. */
export function refusalErrors(v: SignedInViewer, { catalogue }: SubscriptionNow, quote: Quote): FieldError[] {
  return quote.refusals.map((refusal) => ({ field: refusal.field, text: refusalWords(v, catalogue, refusal) }));
}

export interface ShowManage {
  purpose: Purpose;
  formValues: FormValues;
  draft: Draft;
  /** The errors to show on the page, which may be fewer than those of the draft. */
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  /** The pending request that is being edited. */
  request?: EditedRequest | null;
  stale?: boolean;
}

/** Answers with the Manage page in any of its states: fresh, with a draft, refused (422), or changed in the meantime (409). */
export async function showManage(
  c: Ctx,
  v: SignedInViewer,
  { purpose, formValues, draft, errors, status, request, stale }: ShowManage,
): Promise<Response> {
  const { db } = c.var.deps;
  const { deciders, representative } = await findWhomToAsk(db, v.account);
  return render(
    c,
    <ManagePage
      v={v}
      purpose={purpose}
      known={draft.now}
      quote={draft.quote}
      seatLoss={draft.seatLoss}
      allowed={draft.allowed}
      formValues={formValues}
      errors={errors}
      idempotencyKey={formValues.key && /^[0-9a-z]{26}$/.test(formValues.key) ? formValues.key : newId()}
      request={request ?? null}
      deciders={deciders.map((person) => person.name)}
      owner={deciders.find((person) => person.role === 'owner')?.name ?? null}
      representative={purpose === 'change' ? null : (representative?.name ?? null)}
      stale={stale === true}
      back={backFrom(c, formValues)}
      reclaim={v.can('team.manage') ? await findReclaimable(db, { accountId: v.account.id, asking: v.member, now: v.now }) : []}
      invalid={draft.invalid}
    />,
    status,
  );
}

/** Refuses a form that could not be read (an unknown or repeated field, a NUL): shows the page again with the form values. */
export async function refuseManage(
  c: Ctx,
  v: SignedInViewer,
  formValues: FormValues,
  problems: readonly Problem[],
  purpose: Purpose,
  request: EditedRequest | null = null,
): Promise<Response> {
  const draft = await readDraft(c, v, formValues, purpose);
  return showManage(c, v, { purpose, formValues, draft, errors: unreadErrors(v, problems), status: 422, request });
}

/** Whether the Manage form has this field, so that an error can link to it. */
function isOnTheForm(field: string | null): boolean {
  return field !== null && /^(note|code|extend|cycle|(seats|plan|add|remove)\.[a-z0-9-]+)$/.test(field);
}

/** The page that led to Manage, to return to after the change: a path of this product, or null. */
export function backFrom(c: Ctx, formValues: FormValues): string | null {
  return localPath(formValues.back, c.var.deps.config.basePath);
}

/** The draft of the Manage form, read from the query of the address. */
export function manageInQuery(c: Ctx): { formValues: FormValues; unread: readonly Problem[] } {
  const { formValues, problems } = draftInQuery(c, manageFields);
  return { formValues, unread: problems };
}

/** The form values as the query of an address. */
export function queryFrom(formValues: FormValues): string {
  return new URLSearchParams(formValues).toString();
}

/** The step that shows which members lose their seat by a draft. `refused` holds the problems of a choice that was sent before. */
export function seatLossStep(
  v: SignedInViewer,
  formValues: FormValues,
  { now, seatLoss }: Pick<Draft, 'now' | 'seatLoss'>,
  refused: { seatLoss: readonly GroupSeatLoss[]; problems: readonly SeatLossProblem[] } | null = null,
): SeatLossStepProps {
  // An address without a version is treated as made from the current version.
  const carried = { version: String(now.subscription.version), ...withoutSeatLoss(formValues) };
  const all = refused?.seatLoss ?? seatLoss;
  return {
    v,
    known: now,
    all,
    ticked: refused && tickedIn(formValues),
    errors: seatLossErrors(v, all, refused?.problems ?? []),
    action: v.url.manage(),
    carried,
    back: { href: v.url.manage(queryFrom(carried)), label: v.t.subscription.manageTitle },
    submit: v.t.subscription.updateSubscription,
  };
}

/** Whether the form was made from another version than the current one. */
export function isStale(formValues: FormValues, draft: Draft): boolean {
  return formValues.version !== undefined && formValues.version !== String(draft.now.subscription.version);
}
