import * as z from 'zod';
import { SettingsPage } from '../../views/accounts/settings.tsx';
import { transaction } from '../db/transaction.ts';
import { languages } from '../i18n/language.ts';
import { findDeciders } from '../members/deciders.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { type FormValues, form, line, type Problem, revision } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { changePayment, changeSettings, findSettings, type SettingsResult } from './settings.ts';

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

const settingsFields = z.strictObject({
  seen: revision,
  name: line(120),
  language: z.enum(languages, 'choose-one'),
  requestsEnabled: ticked,
  mailBillingAdmins: ticked,
});

const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'too-long')
    .default('')
    .transform((value) => value || null);

const paymentFields = z.strictObject({
  seen: revision,
  method: z.enum(['invoice', 'card'], 'choose-one'),
  purchaseOrder: optionalLine(60),
  cardBrand: optionalLine(40),
  cardLast4: optionalLine(20),
});

/** The settings of the account: the owner changes them, billing admins only see them (rules §3 rows 21 and 23). */
export function settingsRoutes(app: App): void {
  app.get('/settings', (c) => show(c, permitted(c, 'settings.see')));

  app.post(
    '/settings',
    form(settingsFields, (c, formValues, problems) => refuse(c, permitted(c, 'settings.change'), 'settings', formValues, problems)),
    async (c) => {
      const v = permitted(c, 'settings.change');
      const { seen, ...wanted } = c.req.valid('form');
      const input = { accountId: v.account.id, seen, wanted, by: actingOf(c, v) };
      return answer(c, v, await transaction(c.var.deps.db, (trx) => changeSettings(trx, input)));
    },
  );

  app.post(
    '/settings/payment',
    form(paymentFields, (c, formValues, problems) => refuse(c, permitted(c, 'payment.manage'), 'payment', formValues, problems)),
    async (c) => {
      const v = permitted(c, 'payment.manage');
      const { seen, ...wanted } = c.req.valid('form');
      const errors = wanted.method === 'card' ? cardErrors(v, wanted) : [];
      if (errors.length > 0) {
        const { method, purchaseOrder, cardBrand, cardLast4 } = wanted;
        const formValues = { method, purchaseOrder: purchaseOrder ?? '', cardBrand: cardBrand ?? '', cardLast4: cardLast4 ?? '' };
        return show(c, v, { form: 'payment', formValues: withoutCardNumber(formValues), errors, status: 422 });
      }
      const input = { accountId: v.account.id, seen, wanted, by: actingOf(c, v) };
      return answer(c, v, await transaction(c.var.deps.db, (trx) => changePayment(trx, input)));
    },
  );
}

/**
 * The errors of the card fields. Only the brand and the last four digits are stored: a whole card number is refused before it is stored
 * anywhere.
 */
function cardErrors(v: SignedInViewer, { cardBrand, cardLast4 }: { cardBrand: string | null; cardLast4: string | null }) {
  const t = v.t.settings;
  const errors: { field: string; text: string }[] = [];
  if (cardBrand === null) errors.push({ field: 'cardBrand', text: v.t.form.missingNamed(t.cardBrand) });
  else if (/\d/.test(cardBrand)) errors.push({ field: 'cardBrand', text: t.cardBrandDigits });
  if (!/^\d{4}$/.test(cardLast4 ?? '')) errors.push({ field: 'cardLast4', text: t.cardLast4Wrong });
  return errors;
}

/** The typed values for showing the form again, without a value that looks like a whole card number. */
function withoutCardNumber(formValues: FormValues): FormValues {
  const short = (value = '') => (value.replace(/\D/g, '').length > 4 ? '' : value);
  return { ...formValues, cardBrand: short(formValues.cardBrand), cardLast4: short(formValues.cardLast4) };
}

interface Shown {
  form: 'settings' | 'payment';
  formValues: FormValues;
  errors: { field: string | null; text: string }[];
  status: 422;
}

async function show(c: Ctx, v: SignedInViewer, shown: Shown | null = null, stale = false): Promise<Response> {
  const { db } = c.var.deps;
  const found = await findSettings(db, v.account.id);
  const owner = v.can('settings.change') ? null : (await findDeciders(db, v.account.id)).find((person) => person.role === 'owner');
  const ownerName = owner?.name ?? null;
  return render(
    c,
    <SettingsPage v={v} found={found} ownerName={ownerName} shown={shown} stale={stale} />,
    stale ? 409 : (shown?.status ?? 200),
  );
}

function refuse(c: Ctx, v: SignedInViewer, which: Shown['form'], formValues: FormValues, problems: Problem[]): Promise<Response> {
  const t = v.t.settings;
  const labels: Record<string, string> =
    which === 'settings'
      ? { name: t.name, language: t.language, requestsEnabled: t.requestsEnabled, mailBillingAdmins: t.mailBillingAdmins }
      : { method: t.method, purchaseOrder: t.purchaseOrder, cardBrand: t.cardBrand, cardLast4: t.cardLast4 };
  const shown = which === 'payment' ? withoutCardNumber(formValues) : formValues;
  return show(c, v, { form: which, formValues: shown, errors: fieldErrors(v.t, problems, labels), status: 422 });
}

function answer(c: Ctx, v: SignedInViewer, result: SettingsResult): Response | Promise<Response> {
  if (result === 'stale') return show(c, v, null, true);
  flash(c, { kind: result === 'saved' ? 'success' : 'information', text: v.t.settings[result] });
  return redirect(c, v.url.settings());
}
