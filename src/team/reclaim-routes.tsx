import * as z from 'zod';
import { ReclaimPage } from '../../views/team/reclaim.tsx';
import { localPath } from '../auth/back.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { findGroups, type Group } from './groups.ts';
import { findReclaimable, reclaimSeats } from './reclaim.ts';

const box = /^member\.([0-7][0-9a-z]{25})$/;
const fieldName = /^(group|back|member\.[0-7][0-9a-z]{25})$/;
const reclaimFields = z.record(z.string().regex(fieldName, 'unknown-field'), z.string().max(4000, 'too-long'));

/** The routes to free the seats of members who do not use them, before the account buys more. */
export function reclaimRoutes(app: App): void {
  app.get('/team/seats/reclaim', async (c) => {
    const v = permitted(c, 'team.manage');
    return show(c, v, { group: c.req.query('group'), back: c.req.query('back') });
  });

  app.post(
    '/team/seats/reclaim',
    form(reclaimFields, (c, formValues, problems) => {
      const v = permitted(c, 'team.manage');
      return show(c, v, {
        ...formValues,
        chosen: chosenIn(formValues),
        errors: problems.map(({ key }) => ({ field: null, text: v.t.form[key] })),
      });
    }),
    async (c) => {
      const v = permitted(c, 'team.manage');
      const formValues = c.req.valid('form');
      const t = v.t.reclaim;
      const chosen = chosenIn(formValues);
      if (chosen.length === 0) return show(c, v, { ...formValues, chosen, errors: [{ field: null, text: t.choiceMissing }] });
      const by = actingOf(c, v);
      const result = await transaction(c.var.deps.db, (trx) =>
        reclaimSeats(trx, { account: v.account, by, leader: formValues.group ?? '', memberIds: chosen }),
      );
      if (result.outcome === 'no-group') throw new NotFound();
      const group = (await findGroups(c.var.deps.db, v.account.id)).find((candidate) => candidate.leaderProductId === formValues.group);
      flash(c, noticeOf(v, result, group));
      return redirect(c, backOf(c, v, formValues.back));
    },
  );
}

interface Shown {
  group?: string | undefined;
  back?: string | undefined;
  chosen?: string[];
  errors?: { field: null; text: string }[];
}

/** Shows the requested group, or the first one with reclaimable seats. @throws NotFound for an unknown group */
async function show(c: Ctx, v: SignedInViewer, { group: leader, back, chosen, errors = [] }: Shown): Promise<Response> {
  const { db } = c.var.deps;
  const groups = await findGroups(db, v.account.id);
  const reclaimable = await findReclaimable(db, { accountId: v.account.id, asking: v.member, now: v.now });
  const first = groups.find(({ id }) => reclaimable.some(({ groupId }) => groupId === id)) ?? groups[0];
  const group = leader === undefined ? first : groups.find((candidate) => candidate.leaderProductId === leader);
  if (!group) throw new NotFound();
  const { seats = 0, members = [] } = reclaimable.find(({ groupId }) => groupId === group.id) ?? {};
  const data = {
    names: namesOf(v, group),
    leader: group.leaderProductId,
    seats,
    members,
    chosen: chosen ?? null,
    errors,
    back: backOf(c, v, back),
  };
  return render(c, <ReclaimPage v={v} data={data} />, errors.length > 0 ? 422 : 200);
}

function chosenIn(formValues: FormValues): string[] {
  return Object.keys(formValues).flatMap((name) => box.exec(name)?.[1] ?? []);
}

function backOf(c: Ctx, v: SignedInViewer, back: string | undefined): string {
  return localPath(back, c.var.deps.config.basePath) ?? v.url.addSeats();
}

function namesOf(v: SignedInViewer, group: Group): string {
  return v.f.and([group.name, ...group.followers]);
}

const namedInNotice = 3;

function noticeOf(v: SignedInViewer, { freed, kept }: { freed: string[]; kept: number }, group: Group | undefined) {
  const t = v.t.reclaim;
  if (freed.length === 0 || !group) return { kind: 'information' as const, text: t.freedNone };
  const others = freed.length - namedInNotice;
  const names = v.f.and([...freed.slice(0, namedInNotice), ...(others > 0 ? [t.othersFreed(others)] : [])]);
  const text = t.freed(freed.length, namesOf(v, group), names);
  return { kind: 'success' as const, text: kept > 0 ? `${text} ${t.kept(kept)}` : text };
}
