import * as z from 'zod';
import { AccountsPage } from '../../../views/operator/accounts/list.tsx';
import { NewAccountPage } from '../../../views/operator/accounts/new.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { problemWords, refusalWords } from '../../../views/subscription/words.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findCatalogue } from '../../catalogue/queries.ts';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import { languages } from '../../i18n/language.ts';
import { accountTypes } from '../../permissions.ts';
import type { Refusal } from '../../pricing/types.ts';
import { type ChangeProblem, readChange } from '../../subscription/change.ts';
import { showLinkNext } from '../../team/invitation-link.ts';
import { newId } from '../../values/ids.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { emailAddress, type FormValues, form, line, type Problem } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { readPercent } from '../parts/read-fields.ts';
import { listOperators } from './account.ts';
import { createAccount, emptySubscription } from './create.ts';
import { listAccounts } from './list.ts';
import { readAccountQuery } from './query.ts';

const namedFields = {
  key: z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/, 'invalid'),
  name: line(120),
  type: z.enum(accountTypes, 'choose-one'),
  representative: z.string().max(26, 'choose-one').default(''),
  currency: z.string().regex(/^[A-Z]{3}$/, 'choose-one'),
  taxRate: line(10),
  cycle: z.enum(['monthly', 'annual'], 'choose-one'),
  language: z.enum(languages, 'choose-one'),
  ownerName: line(120),
  ownerEmail: emailAddress,
};

/** The names of the fields that the form has per product. */
const lineField = /^(add|seats)\.[a-z][a-z0-9-]{0,39}$/;
const newAccountFields = z
  .object(namedFields)
  .catchall(z.string().max(60, 'too-long'))
  .superRefine((formValues, refine) => {
    const others = Object.keys(formValues).filter((name) => !(name in namedFields) && !lineField.test(name));
    if (others.length > 0) refine.addIssue({ code: 'unrecognized_keys', keys: others, input: formValues });
  });

/** The list of accounts, and the form for a new account (rules §4.25). */
export function operatorAccountsRoutes(app: App): void {
  app.get('/operator/accounts', async (c) => {
    const v = operator(c);
    const query = readAccountQuery((name) => c.req.query(name));
    const list = await listAccounts(c.var.deps.db, { ...query, representativeId: query.mine ? v.member.id : null }, query.from);
    return render(c, <AccountsPage v={v} query={query} list={list} />);
  });

  app.get('/operator/accounts/new', (c) => showNewAccount(c, {}, [], 200));

  app.post(
    '/operator/accounts',
    form(newAccountFields, (c, formValues, problems) => showNewAccount(c, formValues, formErrors(c, problems), 422)),
    async (c) => {
      const v = operator(c);
      const t = v.t.operator;
      const formValues = c.req.valid('form');
      const { key, name, type, currency, language, cycle, ownerName, ownerEmail } = formValues;
      if (!(await findCurrencies(c.var.deps.db)).includes(currency)) {
        return showNewAccount(c, formValues as FormValues, [{ field: 'currency', text: v.t.form['choose-one'] }], 422);
      }
      const catalogue = await findCatalogue(c.var.deps.db, currency);
      const lines = Object.fromEntries(Object.entries(formValues).filter(([field]) => lineField.test(field))) as FormValues;
      const { change, problems } = readChange(lines, { subscription: emptySubscription('', cycle, v.today), catalogue });
      const taxRateBp = readPercent(formValues.taxRate);
      const errors: FieldError[] = [
        ...(taxRateBp === null ? [{ field: 'taxRate', text: t.problems.percent }] : []),
        ...problems.map((problem: ChangeProblem) => ({ field: problem.field, text: problemWords(v, catalogue, problem) })),
      ];
      if (taxRateBp === null || errors.length > 0) return showNewAccount(c, formValues as FormValues, errors, 422);

      const representativeId = formValues.representative || null;
      const wanted = { name, type, currency, taxRateBp, language, cycle, representativeId, ownerName, ownerEmail, change };
      const result = await actAsOperator(c, (trx, by) => createAccount(trx, wanted, key, by));
      if (result.outcome === 'refused') {
        const field = result.refused === 'email-taken' ? 'ownerEmail' : 'representative';
        return showNewAccount(c, formValues as FormValues, [{ field, text: t.problems[result.refused] }], 422);
      }
      if (result.outcome === 'lines-refused') {
        const refused = result.quote.refusals.map((refusal) => ({ field: fieldOf(refusal), text: refusalWords(v, catalogue, refusal) }));
        return showNewAccount(c, formValues as FormValues, refused, 422);
      }
      if (result.owner && !c.var.deps.config.smtpUrl) showLinkNext(c, result.owner.id, result.owner.secret);
      flash(c, { kind: 'success', text: t.newAccount.created(name) });
      return redirect(c, v.url.operatorAccount(result.id));
    },
  );
}

/** The field of a refusal. A quote reports all refusals at the field of the product; in this form the number of seats has its own field. */
function fieldOf({ reason, field, productId }: Refusal): string | null {
  const isAboutSeats = reason === 'seats-needed' || reason === 'seats-too-many' || reason === 'seats-below-one';
  return isAboutSeats && productId ? `seats.${productId}` : field;
}

/** The validation problems as errors with the labels of the form's fields. */
function formErrors(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  const { newAccount: n } = t.operator;
  const labels: Record<string, string> = {
    name: n.name,
    type: n.type,
    representative: n.representative,
    currency: n.currency,
    taxRate: n.taxRate,
    cycle: n.cycle,
    language: n.language,
    ownerName: n.ownerName,
    ownerEmail: n.ownerEmail,
  };
  for (const { field } of problems) if (field !== null && lineField.test(field)) labels[field] = field;
  return fieldErrors(t, problems, labels);
}

async function showNewAccount(c: Ctx, formValues: FormValues, errors: readonly FieldError[], status: 200 | 422): Promise<Response> {
  const v = operator(c);
  const { db } = c.var.deps;
  const currencies = await findCurrencies(db);
  // Most accounts have the same currency as the operators' own account, so it is the default.
  const currency = formValues.currency ?? (currencies.includes(v.account.currency) ? v.account.currency : (currencies[0] ?? 'EUR'));
  return render(
    c,
    <NewAccountPage
      v={v}
      formValues={{ ...formValues, currency }}
      errors={errors}
      operators={await listOperators(db)}
      currencies={currencies}
      catalogue={await catalogueFor(db, currencies, currency)}
      formKey={namedFields.key.safeParse(formValues.key).success && formValues.key ? formValues.key : newId()}
    />,
    status,
  );
}

const currentCurrencies = compiledQuery((db) =>
  db.selectFrom('plan_versions').select('currency').distinct().where('retired_at', 'is', null).orderBy('currency'),
);

/** The currencies in which at least one plan is sold; EUR if no plan has a price. */
export async function findCurrencies(db: Db): Promise<string[]> {
  const rows = await currentCurrencies(db, {});
  return rows.length > 0 ? rows.map(({ currency }) => currency) : ['EUR'];
}

/** The catalogue in the wanted currency, or else in the first one: the form shows only products and plans, which do not depend on it. */
function catalogueFor(db: Db, currencies: readonly string[], wanted: string): Promise<Catalogue> {
  return findCatalogue(db, currencies.includes(wanted) ? wanted : (currencies[0] ?? 'EUR'));
}
