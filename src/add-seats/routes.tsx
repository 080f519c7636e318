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
import { goTo, page } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { draftInQuery, form, type Problem, type Typed } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { Insider } from '../web/viewer.ts';
import { additionFields, groupsToOffer, needsFullCart } from './addition.ts';
import { ask, asTyped, findEdited, standsInFor } from './ask.ts';
import { buy } from './buy.ts';
import { readSeatsDraft } from './draft.ts';
import { adderOfSeats, seatsPurposeOf } from './purpose.ts';
import { showSeats } from './show.tsx';
import { askOnceMore, fullCart, noteErrors } from './words.ts';

/** Add more seats: buying, asking, or writing to the representative (rules §4.19, §4.20, §4.24). */
export function addSeatsRoutes(app: App): void {
  app.get('/team/seats', async (c) => {
    const v = permitted(c, 'team.see');
    const purpose = seatsPurposeOf(v);
    if (!purpose) return showCannot(c, v);
    const { typed: query, problems } = draftInQuery(c, additionFields);
    const request = await findEdited(c, v, purpose, query);
    if (!request && purpose !== 'buy' && v.hasPending) {
      const pending = await findPendingOf(c.var.deps.db, v.account.id, v.member.id);
      if (pending) return showAlreadyPending(c, v, pending, null, standsInFor(c, v, query));
    }
    if (request && !isPending(request)) return goTo(c, v.url.request(request.id));
    const now = await findSubscriptionNow(c.var.deps.db, v.account);
    const typed = { ...chosenAtFirst(v, now, query), ...(request && asTyped(request)), ...query };
    const draft = await readSeatsDraft(c, v, typed, now);
    // A page that is only opened has nothing to complain of.
    const unread = unreadErrors(v, problems);
    const wrong = query.seats === undefined ? [] : [...draft.errors, ...askOnceMore(v, typed, draft), ...noteErrors(v, typed)];
    const errors = [...unread, ...wrong.filter(({ field }) => !unread.some((one) => one.field === field))];
    const opensCart = query.seats !== undefined && purpose !== 'representative' && needsFullCart(draft.now.subscription);
    if (opensCart && errors.length === 0) return goTo(c, fullCart(c, v, typed, draft));
    // Asking once more is for those who press the button; a draft that is only looked at shows the box, without a complaint.
    const shown = opensCart ? errors : errors.filter(({ field }) => field !== 'sure');
    const stale = typed.version !== undefined && typed.version !== String(draft.now.subscription.version);
    return showSeats(c, v, { purpose, typed, draft, errors: shown, status: shown.length > 0 ? 422 : 200, request, stale });
  });

  app.get('/team/seats/summary', async (c) => {
    const { v, purpose } = adderOfSeats(c);
    const { typed, problems } = draftInQuery(c, additionFields);
    const { now, addition, quote } = await readSeatsDraft(c, v, problems.length > 0 ? {} : typed);
    const summary = <SeatsSummary v={v} purpose={purpose} known={now} addition={addition} quote={quote} />;
    return page(c, summary, problems.length > 0 ? 422 : 200);
  });

  app.post('/team/seats', form(additionFields, refuse), async (c) => {
    const { v, purpose } = adderOfSeats(c);
    const typed = c.req.valid('form');
    return purpose === 'buy' ? buy(c, v, typed) : ask(c, v, purpose, typed);
  });
}

/** A form that could not even be read: the page again, with what was typed. */
async function refuse(c: Ctx, typed: Typed, problems: readonly Problem[]): Promise<Response> {
  const { v, purpose } = adderOfSeats(c);
  const errors = unreadErrors(v, problems);
  const draft = await readSeatsDraft(c, v, typed);
  const request = await findEdited(c, v, purpose, typed);
  return showSeats(c, v, { purpose, typed, draft, errors, status: 422, request });
}

/** What the reader of forms found, at its field where that stands on the page. */
function unreadErrors(v: Insider, problems: readonly Problem[]): FieldError[] {
  const onTheForm = ['group', 'seats', 'note', 'sure'];
  return problems.map((problem) => ({
    field: problem.field !== null && onTheForm.includes(problem.field) ? problem.field : null,
    text: v.t.form[problem.key],
  }));
}

async function showCannot(c: Ctx, v: Insider): Promise<Response> {
  const { db } = c.var.deps;
  const known = await findSubscriptionNow(db, v.account);
  const deciders = await findDeciders(db, v.account.id);
  const reclaim = await findReclaimable(db, { accountId: v.account.id, asking: v.member, now: v.now });
  return page(c, <CannotAddPage v={v} known={known} deciders={deciders.map((person) => person.name)} reclaim={reclaim} />);
}

/** The group that is chosen at first: one that was ticked for a member, those of which no seat is free before others. */
function chosenAtFirst(v: Insider, { subscription }: SubscriptionNow, query: Typed): Typed {
  const ticked = readDraft(new URLSearchParams(query))?.seats ?? [];
  const groups = groupsToOffer(subscription, v.today);
  const group = groups.find(({ leaderProductId }) => ticked.includes(leaderProductId)) ?? groups[0];
  return group ? { group: group.leaderProductId } : {};
}
