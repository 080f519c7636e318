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

/** What somebody does on Manage in their account: change it, order additions, or ask (rules §4.1). */
export function purposeOf(v: SignedInViewer): Purpose {
  if (!v.can('subscription.change')) return 'request';
  return v.account.type === 'self_service' ? 'change' : 'order';
}

export function allowedFor(v: SignedInViewer, purpose: Purpose): Allowed {
  return purpose === 'request' ? allowedToRequest(v.account) : allowedToChange(v.member.role, v.account);
}

/** What is typed on Manage, read and priced against the subscription as it is now. */
export interface Draft {
  now: SubscriptionNow;
  allowed: Allowed;
  change: Change;
  quote: Quote;
  /** Who would lose their seat by it, group by group; mostly nobody (rules §4.16). */
  seatLoss: GroupSeatLoss[];
  /** Why it cannot be made, at which field. Empty: it can. That nothing is changed is among them. */
  errors: FieldError[];
  /** Something is not a number yet, or the address holds what is no field of the form. */
  invalid: boolean;
}

/**
 * Reads and prices a draft. It decides nothing: acts read and price again in their own transaction.
 *
 * @param unread what the reader of forms found wrong with the address
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
  // While something cannot be read, that nothing else was changed is no news.
  const errors = [...unreadable, ...refusals.filter(({ field }) => field !== null)].filter(isFirstAtItsField);
  return { now, allowed, change, quote, seatLoss, errors, invalid };
}

/** One message a field is enough: the first. */
function isFirstAtItsField({ field }: FieldError, index: number, all: readonly FieldError[]): boolean {
  return field === null || all.findIndex((other) => other.field === field) === index;
}

/** What the reader of forms found, at its field where that stands on the Manage form. */
export function unreadErrors(v: SignedInViewer, problems: readonly Problem[]): FieldError[] {
  return problems.map((problem) => ({ field: isOnTheForm(problem.field) ? problem.field : null, text: v.t.form[problem.key] }));
}

/** What to say about a draft that is only looked at: not that nothing was changed yet. */
export function complaintsOf({ errors, invalid }: Draft): FieldError[] {
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
  /** Shown with the page; a draft that was only looked at has none. */
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  /** The pending request that is being edited. */
  request?: EditedRequest | null;
  stale?: boolean;
}

/** Answers with the Manage page in any of its states: fresh, with a draft, refused (422), or moved meanwhile (409). */
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

/** Refuses a form that could not even be read (an unknown or repeated field, a NUL): the page again, with what was typed. */
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

/** Whether this field stands on the Manage form, so that an error can lead to it. */
function isOnTheForm(field: string | null): boolean {
  return field !== null && /^(note|code|extend|cycle|(seats|plan|add|remove)\.[a-z0-9-]+)$/.test(field);
}

/** The page that led to Manage, to go back to once the change is made: a path of this product, or null. */
export function backFrom(c: Ctx, formValues: FormValues): string | null {
  return localPath(formValues.back, c.var.deps.config.basePath);
}

/** The draft of the Manage form in an address. */
export function manageInQuery(c: Ctx): { formValues: FormValues; unread: readonly Problem[] } {
  const { formValues, problems } = draftInQuery(c, manageFields);
  return { formValues, unread: problems };
}

/** The same fields as the query of an address. */
export function queryOf(formValues: FormValues): string {
  return new URLSearchParams(formValues).toString();
}

/** The step in which those who lose their seat by a draft are shown; with what was wrong with a choice when it comes back. */
export function seatLossStep(
  v: SignedInViewer,
  formValues: FormValues,
  { now, seatLoss }: Pick<Draft, 'now' | 'seatLoss'>,
  refused: { seatLoss: readonly GroupSeatLoss[]; problems: readonly SeatLossProblem[] } | null = null,
): SeatLossStepProps {
  // An address without a version is about what is shown now.
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
    back: { href: v.url.manage(queryOf(carried)), label: v.t.subscription.manageTitle },
    submit: v.t.subscription.updateSubscription,
  };
}

/** Whether the form was made from another version than the present one. */
export function isStale(formValues: FormValues, draft: Draft): boolean {
  return formValues.version !== undefined && formValues.version !== String(draft.now.subscription.version);
}
