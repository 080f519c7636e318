import { z } from 'zod';
import { LosersPage } from '../../views/subscription/losers.tsx';
import { transaction } from '../db/transaction.ts';
import { findActing } from '../team/acting.ts';
import type { Acting } from '../team/take-seats.ts';
import { isId } from '../values/ids.ts';
import { goTo, page, tell } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { NotFound } from '../web/errors.ts';
import { form, type Typed } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { Insider } from '../web/viewer.ts';
import { chooseLosers, findLosers, giveBackNow, type Losers } from './losers.ts';

const fields = z.record(z.string().regex(/^(do|loser\.[0-9a-z]{26})$/, 'unknown-field'), z.string().max(10, 'too-long'));

/** Who would lose their seat by an upcoming decrease, choosing others, and giving the seats back at once (spec §4.16). */
export function losersRoutes(app: App): void {
  app.get('/subscription/upcoming/:id/losers', async (c) => {
    const v = permitted(c, 'subscription.lower');
    const losers = await findLosers(c.var.deps.db, v.account, idOf(c));
    return losers ? page(c, <LosersPage v={v} losers={losers} ticked={null} error={null} />) : tooLate(c, v);
  });

  app.post(
    '/subscription/upcoming/:id/losers',
    form(fields, (c, typed) => show(c, permitted(c, 'subscription.lower'), typed, c.var.viewer.t.form['unknown-field'])),
    async (c) => {
      const v = permitted(c, 'subscription.lower');
      const typed = c.req.valid('form');
      const now = typed.do === 'now';
      const input = { account: v.account, id: idOf(c), memberIds: tickedIn(typed), by: acting(c, v) };
      const result = await transaction(c.var.deps.db, async (trx) => {
        await findActing(trx, { accountId: v.account.id, memberId: v.member.id, permission: 'subscription.lower' });
        return now ? giveBackNow(trx, input) : chooseLosers(trx, input);
      });
      const t = v.t.renewal.losers;
      switch (result.outcome) {
        case 'too-late':
          return tooLate(c, v);
        case 'not-holding':
          return refuse(c, v, result.losers, typed, t.notHolding);
        case 'wrong-count':
          return refuse(c, v, result.losers, typed, t.wrongCount(result.losers.count, input.memberIds.length));
        case 'done':
          c.var.deps.nudgeMail();
          tell(c, { kind: 'success', text: now ? t.given(result.count) : t.saved });
          return goTo(c, v.url.subscription());
      }
    },
  );
}

/** Who acts on their own account, with where links in letters start. */
export function acting(c: Ctx, v: Insider): Acting {
  return {
    actor: { kind: 'member', id: v.member.id, name: v.member.name },
    source: c.var.source,
    now: v.now,
    publicUrl: c.var.deps.publicUrl(),
  };
}

function idOf(c: Ctx): string {
  const id = c.req.param('id') ?? '';
  if (!isId(id)) throw new NotFound();
  return id;
}

function tickedIn(typed: Typed): string[] {
  return Object.keys(typed)
    .filter((field) => field.startsWith('loser.'))
    .map((field) => field.slice('loser.'.length));
}

async function show(c: Ctx, v: Insider, typed: Typed, error: string): Promise<Response> {
  const losers = await findLosers(c.var.deps.db, v.account, idOf(c));
  return losers ? refuse(c, v, losers, typed, error) : tooLate(c, v);
}

function refuse(c: Ctx, v: Insider, losers: Losers, typed: Typed, error: string): Promise<Response> {
  return page(c, <LosersPage v={v} losers={losers} ticked={tickedIn(typed)} error={error} />, 422);
}

function tooLate(c: Ctx, v: Insider): Response {
  tell(c, { kind: 'information', text: v.t.subscription.undoneTooLate });
  return goTo(c, v.url.subscription());
}
