/** The list of all accounts' invoices on the operator desk, and the page of one invoice with its payment (rules §4.25). */
import { html } from 'hono/html';
import { invoiceState } from '../../../src/invoices/state.ts';
import type { DeskAccount } from '../../../src/operator/accounts/account.ts';
import type { DeskInvoice, FoundInvoice, InvoicePage } from '../../../src/operator/invoices/list.ts';
import { type InvoiceQuery, invoiceFilterStates, invoiceQuery } from '../../../src/operator/invoices/query.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { InvoiceSheet } from '../../invoices/invoice.tsx';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button, LinkButton } from '../../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, TextField } from '../../parts/fields.tsx';
import { EmptyState, Notice, StateTag } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { PreviousNext } from '../parts/previous-next.tsx';

interface InvoicesProps {
  v: SignedInViewer;
  query: InvoiceQuery;
  /** The account whose invoices are listed; null lists those of all accounts. */
  account: DeskAccount | null;
  list: InvoicePage;
}

export function DeskInvoicesPage({ v, query, account, list }: InvoicesProps) {
  const t = v.t.operatorInvoices;
  const i = v.t.invoices;
  const href = (changed: Partial<InvoiceQuery>) => v.url.operatorInvoices(invoiceQuery({ ...query, from: null, ...changed }));
  const onward = (from: InvoicePage['next']) => from && href({ from });
  return (
    <Page v={v} title={t.title} current="operatorInvoices" wide>
      <PageHeader title={t.title} lead={t.leads[query.state ?? 'all']}>
        {list.invoices.length > 0 && (
          <LinkButton href={v.url.operatorInvoicesCsv(invoiceQuery({ ...query, from: null }))}>{i.exportCsv}</LinkButton>
        )}
      </PageHeader>
      <Tabs
        label={t.tabs}
        items={[null, ...invoiceFilterStates].map((state) => ({
          href: href({ state }),
          label: t.tab[state ?? 'all'],
          current: query.state === state,
        }))}
      />
      {account && (
        <Notice t={v.t} kind="information" action={<a href={href({ accountId: null })}>{t.allAccounts}</a>}>
          <p>{t.onlyOf(account.name)}</p>
        </Notice>
      )}
      <Search v={v} query={query} />
      {list.invoices.length > 0 ? (
        <Table
          caption={t.caption}
          captionHidden
          stacked
          head={[
            { label: i.number },
            { label: t.account },
            { label: i.issuedOn },
            { label: i.dueOn },
            { label: i.state },
            { label: i.total, number: true },
          ]}
        >
          {list.invoices.map((invoice) => row(v, invoice))}
        </Table>
      ) : (
        <Nothing v={v} query={query} />
      )}
      <PreviousNext t={v.t} label={t.pages} previous={onward(list.previous)} next={onward(list.next)} />
    </Page>
  );
}

function Search({ v, query }: { v: SignedInViewer; query: InvoiceQuery }) {
  const { search, state, accountId } = query;
  return (
    <form method="get" action={v.url.operatorInvoices()} class="filters" novalidate {...{ role: 'search' }}>
      {state && <Hidden name="state" value={state} />}
      {accountId && <Hidden name="account" value={accountId} />}
      <TextField t={v.t} type="search" name="search" label={v.t.operatorInvoices.searchLabel} value={search} autocomplete="off" />
      <div class="actions">
        <Button kind="secondary">{v.t.operator.search}</Button>
        {search !== '' && <a href={v.url.operatorInvoices(invoiceQuery({ ...query, search: '', from: null }))}>{v.t.operator.clear}</a>}
      </div>
    </form>
  );
}

/** A string template instead of JSX nodes: for fifty rows it costs a fraction of the time. */
function row(v: SignedInViewer, invoice: DeskInvoice) {
  const t = v.t.invoices;
  const state = invoiceState(invoice, v.today);
  const tag = StateTag({ state, label: t.states[state] });
  const isFinal = invoice.kind === 'final' && html`<span class="sub">${t.kinds.final}</span>`;
  return html`<tr>
<th scope="row"><a href="${v.url.operatorInvoice(invoice.number)}">${v.f.orderNumber(invoice.number)}</a>${isFinal}</th>
<td data-label="${v.t.operatorInvoices.account}"><a href="${v.url.operatorAccount(invoice.accountId)}">${invoice.accountNameNow}</a></td>
<td data-label="${t.issuedOn}" class="whole">${v.f.day(invoice.issuedOn)}</td>
<td data-label="${t.dueOn}" class="whole">${v.f.day(invoice.dueOn)}</td>
<td data-label="${t.state}">${tag}</td>
<td data-label="${t.total}" class="number">${v.f.money(invoice.totalMinor, invoice.currency)}</td>
</tr>
`;
}

function Nothing({ v, query: { search, state, accountId, from } }: { v: SignedInViewer; query: InvoiceQuery }) {
  const t = v.t.operatorInvoices;
  if (search !== '' || accountId || from) return <EmptyState title={t.noneTitle}>{t.none}</EmptyState>;
  if (state) return <EmptyState title={t.noneIn[state].title}>{t.noneIn[state].text}</EmptyState>;
  return <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>;
}

interface InvoiceProps {
  v: SignedInViewer;
  found: FoundInvoice;
  /** The typed values of a form with errors; otherwise null. */
  formValues: FormValues | null;
  errors: readonly FieldError[];
}

/** The page of one invoice. Printed, it contains only the invoice. */
export function DeskInvoicePage({ v, found, formValues, errors }: InvoiceProps) {
  const { accountId, card, invoice } = found;
  const title = v.t.invoices.one(v.f.orderNumber(invoice.number));
  return (
    <Page v={v} title={title} current="operatorInvoices" error={errors.length > 0} wide>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader
        title={title}
        back={{ href: v.url.operatorInvoices(), label: v.t.invoices.all }}
        lead={invoice.kind === 'final' ? v.t.invoices.finalLead : undefined}
      >
        <LinkButton href={v.url.operatorAccount(accountId)}>{v.t.operator.orders.toAccount}</LinkButton>
      </PageHeader>
      <InvoiceSheet v={v} invoice={invoice} card={card} />
      {invoice.status === 'open' && <Payment v={v} found={found} formValues={formValues} errors={errors} />}
    </Page>
  );
}

function Payment({ v, found: { invoice, accountNameNow }, formValues, errors }: InvoiceProps) {
  const t = v.t.operatorInvoices;
  return (
    <div class="no-print">
      <Section title={t.payment} id="payment" lead={t.paymentLead}>
        <form method="post" action={v.url.operatorInvoicePayment(invoice.number)} novalidate>
          <TextField
            t={v.t}
            name="paidOn"
            type="date"
            width="short"
            label={t.paidOn}
            value={formValues ? formValues.paidOn : v.today}
            error={errorOf(errors, 'paidOn')}
            attrs={{ min: invoice.issuedOn, max: v.today }}
          />
          <Actions>
            <Button kind="primary" hiddenText={t.markPaidOf(v.f.orderNumber(invoice.number), accountNameNow)}>
              {t.markPaid}
            </Button>
          </Actions>
        </form>
      </Section>
    </div>
  );
}
