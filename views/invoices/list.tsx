/** The invoices of an account, newest first. */
import { html } from 'hono/html';
import type { Invoice } from '../../src/invoices/queries.ts';
import { invoiceState } from '../../src/invoices/state.ts';
import type { Day } from '../../src/values/day.ts';
import { rowsOnAPage } from '../../src/values/paging.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { EmptyState, StateTag } from '../parts/notice.tsx';
import { Pager, Table } from '../parts/table.tsx';

interface InvoicesPageProps {
  v: SignedInViewer;
  invoices: readonly Invoice[];
  total: number;
  page: number;
  pages: number;
  /** The day of the first renewal, when there is no invoice yet. */
  firstOn: Day | null;
}

export function InvoicesPage({ v, invoices, total, page, pages, firstOn }: InvoicesPageProps) {
  const t = v.t.invoices;
  const first = (page - 1) * rowsOnAPage + 1;
  return (
    <Page v={v} title={t.title} current="invoices" wide>
      <PageHeader title={t.title} lead={t.lead}>
        {total > 0 && <LinkButton href={v.url.invoicesCsv()}>{t.exportCsv}</LinkButton>}
      </PageHeader>
      {total === 0 ? (
        <EmptyState title={t.emptyTitle}>{firstOn ? t.empty(v.f.day(firstOn)) : t.emptyNoDay}</EmptyState>
      ) : (
        <>
          <Table
            caption={t.caption}
            captionHidden
            stacked
            head={[
              { label: t.number },
              { label: t.issuedOn },
              { label: t.period },
              { label: t.dueOn },
              { label: t.state },
              { label: t.total, number: true },
            ]}
          >
            {invoices.map((invoice) => row(v, invoice))}
          </Table>
          <Pager
            t={v.t}
            page={page}
            pages={pages}
            href={(n) => v.url.invoices(n)}
            label={t.title}
            showing={v.t.common.showing(v.f.number(first), v.f.number(first + invoices.length - 1), v.f.number(total))}
          />
        </>
      )}
    </Page>
  );
}

/** A table row as an html template, which is much cheaper to render than JSX nodes. */
function row(v: SignedInViewer, invoice: Invoice) {
  const t = v.t.invoices;
  const number = v.f.orderNumber(invoice.number);
  const period = t.fromTo(v.f.day(invoice.periodStartsOn), v.f.day(lastDay(invoice)));
  const state = invoiceState(invoice, v.today);
  return html`<tr><th scope="row"><a href="${v.url.invoice(invoice.id)}">${number}</a>${
    invoice.kind === 'final' ? html` <span class="sub">${t.kinds.final}</span>` : ''
  }</th><td data-label="${t.issuedOn}" class="whole">${v.f.day(invoice.issuedOn)}</td><td data-label="${t.period}">${period}</td><td data-label="${t.dueOn}" class="whole">${v.f.day(
    invoice.dueOn,
  )}</td><td data-label="${t.state}">${<StateTag state={state} label={t.states[state]} />}</td><td data-label="${t.total}" class="number">${v.f.money(
    invoice.totalMinor,
    invoice.currency,
  )}</td></tr>`;
}

/**
 * The last day of the period as shown to the user: a period is half-open, so it is the day before `periodEndsOn`. An empty period, of a
 * final invoice on the first day, shows that day.
 */
export function lastDay({ periodStartsOn, periodEndsOn }: Pick<Invoice, 'periodStartsOn' | 'periodEndsOn'>): Day {
  return periodEndsOn > periodStartsOn ? lastDayOf(periodEndsOn) : periodStartsOn;
}
