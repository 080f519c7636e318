import { InvoicePage } from '../../views/invoices/invoice.tsx';
import { InvoicesPage } from '../../views/invoices/list.tsx';
import { NotFound } from '../errors.ts';
import { isId } from '../values/ids.ts';
import { render } from '../web/answer.ts';
import { csvFile, csvLines } from '../web/csv.ts';
import type { App } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import { invoiceHead, invoiceRow } from './csv.ts';
import { allInvoices, findInvoice, findNextInvoiceDay, listInvoices } from './queries.ts';

/**
 * The invoices of the account: a list, the same list as a CSV file, and a page for each invoice that can be printed (rules §3 row 22, §5).
 */
export function invoicesRoutes(app: App): void {
  app.get('/invoices', async (c) => {
    const v = permitted(c, 'invoices.see');
    const { db } = c.var.deps;
    const wanted = Number(c.req.query('page')?.match(/^[1-9]\d{0,5}$/)?.[0] ?? 1);
    const list = await listInvoices(db, v.account.id, wanted);
    const firstOn = list.total === 0 ? await findNextInvoiceDay(db, v.account.id) : null;
    return render(c, <InvoicesPage v={v} {...list} firstOn={firstOn} />);
  });

  app.get('/invoices.csv', async (c) => {
    const v = permitted(c, 'invoices.see');
    const invoices = await allInvoices(c.var.deps.db, v.account.id);
    const rows = invoices.map((invoice) => invoiceRow(invoice, v.t, v.today));
    return csvFile(c, `${v.t.invoices.csvName}-${v.today}`, csvLines([invoiceHead(v.t), ...rows], 'first'));
  });

  app.get('/invoices/:id', async (c) => {
    const v = permitted(c, 'invoices.see');
    const id = c.req.param('id');
    const invoice = isId(id) ? await findInvoice(c.var.deps.db, v.account.id, id) : null;
    if (!invoice) throw new NotFound();
    return render(c, <InvoicePage v={v} invoice={invoice} />);
  });
}
