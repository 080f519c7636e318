import { CannotAddPage } from '../../views/add-seats/cannot.tsx';
import { SeatsSummary } from '../../views/add-seats/summary.tsx';
import type { FieldError } from '../../views/parts/fields.tsx';
import { findDeciders } from '../members/deciders.ts';
import { isPending } from '../requests/policy.ts';
import { findPendingOf } from '../requests/queries.ts';
import { showAlreadyPending } from '../requests/show.tsx';
import { findSubscriptionNow, type SubscriptionNow } from '../subscription/quote-now.ts';
import { readDraft } from '../team/draft.ts';
import { findReclaimable } from '../team/reclaim.ts';
import { redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { draftInQuery, type FormValues, form, type Problem } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { additionFields, groupsToOffer, needsFullCart } from './addition.ts';
import { ask, findEdited, messageFields, replacedPageOf } from './ask.ts';
import { buy } from './buy.ts';
import { readSeatsDraft } from './draft.ts';
import { seatsPurposeOf, viewerAddingSeats } from './purpose.ts';
import { showSeats } from './show.tsx';
import { confirmationErrors, fullCartHref, noteErrors } from './words.ts';

/** The routes of Add more seats: buying, requesting, and writing to the representative (rules §4.19, §4.20, §4.24). */
export function addSeatsRoutes(app: App): void {
  app.get('/team/seats', async (c) => {
    const v = permitted(c, 'team.see');
    const purpose = seatsPurposeOf(v);
    if (!purpose) return showCannot(c, v);
    const { formValues: query, problems } = draftInQuery(c, additionFields);
    const request = await findEdited(c, v, purpose, query);
    if (!request && purpose !== 'buy' && v.hasPending) {
      const pending = await findPendingOf(c.var.deps.db, v.account.id, v.member.id);
      if (pending) return showAlreadyPending(c, v, pending, null, replacedPageOf(c, v, query));
    }
    if (request && !isPending(request)) return redirect(c, v.url.request(request.id));
    const now = await findSubscriptionNow(c.var.deps.db, v.account);
    const formValues = { ...chosenAtFirst(v, now, query), ...(request && messageFields(request)), ...query };
    const draft = await readSeatsDraft(c, v, formValues, now);
    // A page that was just opened shows no errors about fields that are still empty.
    const unread = unreadErrors(v, problems);
    const wrong =
      query.seats === undefined ? [] : [...draft.errors, ...confirmationErrors(v, formValues, draft), ...noteErrors(v, formValues)];
    const errors = [...unread, ...wrong.filter(({ field }) => !unread.some((error) => error.field === field))];
    const opensCart = query.seats !== undefined && purpose !== 'representative' && needsFullCart(draft.now.subscription);
    if (opensCart && errors.length === 0) return redirect(c, fullCartHref(c, v, formValues, draft));
    // The confirmation error is for the submit button. A draft in the address shows the box to confirm, without an error.
    const shown = opensCart ? errors : errors.filter(({ field }) => field !== 'sure');
    const stale = formValues.version !== undefined && formValues.version !== String(draft.now.subscription.version);
    return showSeats(c, v, { purpose, formValues, draft, errors: shown, status: shown.length > 0 ? 422 : 200, request, stale });
  });

  app.get('/team/seats/summary', async (c) => {
    const { v, purpose } = viewerAddingSeats(c);
    const { formValues, problems } = draftInQuery(c, additionFields);
    const { now, addition, quote } = await readSeatsDraft(c, v, problems.length > 0 ? {} : formValues);
    const summary = <SeatsSummary v={v} purpose={purpose} known={now} addition={addition} quote={quote} />;
    return render(c, summary, problems.length > 0 ? 422 : 200);
  });

  app.post('/team/seats', form(additionFields, refuse), async (c) => {
    const { v, purpose } = viewerAddingSeats(c);
    const formValues = c.req.valid('form');
    return purpose === 'buy' ? buy(c, v, formValues) : ask(c, v, purpose, formValues);
  });
}

/** Shows the page again, with the typed values, when the form did not match its schema. */
async function refuse(c: Ctx, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const { v, purpose } = viewerAddingSeats(c);
  const errors = unreadErrors(v, problems);
  const draft = await readSeatsDraft(c, v, formValues);
  const request = await findEdited(c, v, purpose, formValues);
  return showSeats(c, v, { purpose, formValues, draft, errors, status: 422, request });
}

/** The schema errors of the form, each at its field when the page shows that field. */
function unreadErrors(v: SignedInViewer, problems: readonly Problem[]): FieldError[] {
  const onTheForm = ['group', 'seats', 'note', 'sure'];
  return problems.map((problem) => ({
    field: problem.field !== null && onTheForm.includes(problem.field) ? problem.field : null,
    text: v.t.form[problem.key],
  }));
}

async function showCannot(c: Ctx, v: SignedInViewer): Promise<Response> {
  const { db } = c.var.deps;
  const known = await findSubscriptionNow(db, v.account);
  const deciders = await findDeciders(db, v.account.id);
  const reclaim = await findReclaimable(db, { accountId: v.account.id, asking: v.member, now: v.now });
  return render(c, <CannotAddPage v={v} known={known} deciders={deciders.map((person) => person.name)} reclaim={reclaim} />);
}

/**
 * The group that is selected when the page opens: the one that was ticked for a member, otherwise a group without a free seat, otherwise
 * the first.
 */
function chosenAtFirst(v: SignedInViewer, { subscription }: SubscriptionNow, query: FormValues): FormValues {
  const ticked = readDraft(new URLSearchParams(query))?.seats ?? [];
  const groups = groupsToOffer(subscription, v.today);
  const group = groups.find(({ leaderProductId }) => ticked.includes(leaderProductId)) ?? groups[0];
  return group ? { group: group.leaderProductId } : {};
}
