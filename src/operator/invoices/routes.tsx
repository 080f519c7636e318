import * as z from 'zod';
import { DeskInvoicePage, DeskInvoicesPage } from '../../../views/operator/invoices/list.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { NotFound } from '../../errors.ts';
import type { Messages } from '../../i18n/messages.ts';
import { invoiceHead, invoiceRow } from '../../invoices/csv.ts';
import { markPaid } from '../../invoices/mark-paid.ts';
import { type Day, isDay } from '../../values/day.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { csvFile, csvLines } from '../../web/csv.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { type FormValues, form, line } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { findDeskAccount } from '../accounts/account.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { type DeskInvoice, eachInvoice, type FoundInvoice, findInvoiceOfAll, listInvoicesOfAll } from './list.ts';
import { readInvoiceQuery } from './query.ts';

const paymentFields = z.strictObject({ paidOn: line(10) });

/** The invoices of all accounts: the list, the list as a CSV file, each invoice for printing, and recording a payment (rules §4.25). */
export function operatorInvoicesRoutes(app: App): void {
  app.get('/operator/invoices', async (c) => {
    const v = operator(c);
    const { db } = c.var.deps;
    const query = readInvoiceQuery((name) => c.req.query(name));
    const list = await listInvoicesOfAll(db, query, query.from, v.today);
    const account = query.accountId === null ? null : await findDeskAccount(db, query.accountId);
    return render(c, <DeskInvoicesPage v={v} query={query} account={account} list={list} />);
  });

  app.get('/operator/invoices.csv', (c) => {
    const v = operator(c);
    const filter = readInvoiceQuery((name) => c.req.query(name));
    const parts = eachInvoice(c.var.deps.db, filter, v.today);
    return csvFile(c, `${v.t.invoices.csvName}-${v.today}`, fileOf(parts, v.t, v.today));
  });

  app.get('/operator/invoices/:number', (c) => showInvoice(c, { formValues: null, errors: [], status: 200 }));

  app.post(
    '/operator/invoices/:number/payment',
    form(paymentFields, (c, formValues, problems) => {
      const errors = fieldErrors(c.var.viewer.t, problems, { paidOn: c.var.viewer.t.operatorInvoices.paidOn });
      return showInvoice(c, { formValues, errors, status: 422 });
    }),
    async (c) => {
      const v = operator(c);
      const t = v.t.operatorInvoices;
      const { accountId, accountNameNow, invoice } = await findInvoice(c);
      const formValues = c.req.valid('form');
      const { paidOn } = formValues;
      const refuse = (text: string) => showInvoice(c, { formValues, errors: [{ field: 'paidOn', text }], status: 422 });
      if (!isDay(paidOn)) return refuse(v.t.operator.problems.day);
      const result = await actAsOperator(c, (trx, by) => markPaid(trx, { accountId, id: invoice.id, paidOn, by }));
      const number = v.f.orderNumber(invoice.number);
      switch (result) {
        case 'before-issued':
          return refuse(t.beforeIssued(v.f.day(invoice.issuedOn)));
        case 'in-the-future':
          return refuse(t.inTheFuture);
        case 'already':
          flash(c, { kind: 'information', text: t.already(number) });
          break;
        case 'paid':
          flash(c, { kind: 'success', text: t.paid(number, accountNameNow) });
      }
      return redirect(c, v.url.operatorInvoice(invoice.number));
    },
  );
}

/** The invoice in the path. @throws NotFound */
async function findInvoice(c: Ctx): Promise<FoundInvoice> {
  const number = c.req.param('number') ?? '';
  const found = /^[1-9]\d{0,14}$/.test(number) ? await findInvoiceOfAll(c.var.deps.db, Number(number)) : null;
  if (!found) throw new NotFound();
  return found;
}

interface ShowInvoice {
  formValues: FormValues | null;
  errors: readonly FieldError[];
  status: 200 | 422;
}

async function showInvoice(c: Ctx, { formValues, errors, status }: ShowInvoice): Promise<Response> {
  const v = operator(c);
  return render(c, <DeskInvoicePage v={v} found={await findInvoice(c)} formValues={formValues} errors={errors} />, status);
}

/** The same CSV file as an account's own, with the account's name as an additional first column. */
async function* fileOf(parts: AsyncIterable<DeskInvoice[]>, t: Messages, today: Day): AsyncGenerator<string> {
  yield csvLines([[t.operatorInvoices.account, ...invoiceHead(t)]], 'first');
  for await (const invoices of parts) {
    if (invoices.length > 0) yield csvLines(invoices.map((invoice) => [invoice.accountNameNow, ...invoiceRow(invoice, t, today)]));
  }
}
