/** An invoice as it is printed. `InvoiceSheet` is the sheet itself, used by the page of the account and by the operator desk. */
import type { InvoiceLine, WholeInvoice } from '../../src/invoices/queries.ts';
import { invoiceState } from '../../src/invoices/state.ts';
import { dayOf } from '../../src/values/day.ts';
import type { SignedInViewer, Viewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { StateTag } from '../parts/notice.tsx';
import { DefinitionList } from '../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../parts/table.tsx';
import { noBreak } from '../parts/text.tsx';
import { lastDay } from './list.tsx';

/** The card that an account pays with; null for an account that pays by invoice. */
export type PayingCard = { cardBrand: string | null; cardLast4: string | null } | null;

export function InvoicePage({ v, invoice }: { v: SignedInViewer; invoice: WholeInvoice }) {
  const t = v.t.invoices;
  const title = t.one(v.f.orderNumber(invoice.number));
  return (
    <Page v={v} title={title} current="invoices" wide>
      <PageHeader title={title} back={{ href: v.url.invoices(), label: t.all }} lead={invoice.kind === 'final' ? t.finalLead : undefined} />
      <InvoiceSheet v={v} invoice={invoice} card={v.account.payment.method === 'card' ? v.account.payment : null} />
    </Page>
  );
}

export function InvoiceSheet({ v, invoice, card }: { v: Viewer; invoice: WholeInvoice; card: PayingCard }) {
  const t = v.t.invoices;
  const state = invoiceState(invoice, v.today);
  return (
    <>
      <DefinitionList
        items={[
          { term: t.seller, value: invoice.sellerName ?? v.t.common.productName },
          { term: t.customer, value: invoice.accountName },
          { term: t.number, value: v.f.orderNumber(invoice.number) },
          { term: t.issuedOn, value: v.f.day(invoice.issuedOn) },
          { term: t.dueOn, value: v.f.day(invoice.dueOn) },
          { term: t.period, value: t.fromTo(v.f.day(invoice.periodStartsOn), v.f.day(lastDay(invoice))) },
          invoice.purchaseOrder !== null && { term: t.purchaseOrder, value: invoice.purchaseOrder },
          { term: t.state, value: <StateTag state={state} label={t.states[state]} /> },
        ]}
      />
      <Table
        caption={t.linesCaption}
        captionHidden
        stacked
        head={[
          { label: v.t.common.product },
          { label: t.dates },
          { label: v.t.common.seats, number: true },
          { label: t.unitPrice, number: true },
          { label: t.amount, number: true },
        ]}
        foot={<Totals v={v} invoice={invoice} />}
      >
        {invoice.lines.map((line) => (
          <Line v={v} line={line} currency={invoice.currency} />
        ))}
      </Table>
      <p>{payment(v, invoice, card)}</p>
    </>
  );
}

function Line({ v, line, currency }: { v: Viewer; line: InvoiceLine; currency: string }) {
  const t = v.t.invoices;
  return (
    <Row>
      <RowHead>
        {line.productName} {line.planName} <span class="sub">{t.chargeKinds[line.kind]}</span>
      </RowHead>
      <Cell label={t.dates}>{t.fromTo(noBreak(v.f.day(line.firstOn)), noBreak(v.f.day(line.lastOn)))}</Cell>
      <Cell label={v.t.common.seats} number>
        {line.seats === null ? t.flat : v.f.number(line.seats)}
      </Cell>
      <Cell label={t.unitPrice} number>
        {v.f.money(line.unitMinor, currency)}
      </Cell>
      <Cell label={t.amount} number>
        {v.f.money(line.amountMinor, currency)}
      </Cell>
    </Row>
  );
}

function Totals({ v, invoice }: { v: Viewer; invoice: WholeInvoice }) {
  const t = v.t.invoices;
  const { currency, linesMinor, discountMinor, discountCode, taxRateBp, taxMinor, totalMinor } = invoice;
  const amounts = [
    { label: t.lines, minor: linesMinor },
    ...(discountMinor > 0 ? [{ label: discountCode ? t.discountBy(discountCode) : t.discount, minor: -discountMinor }] : []),
    { label: t.taxAt(v.f.percent(taxRateBp)), minor: taxMinor },
    { label: t.total, minor: totalMinor, total: true },
  ];
  return (
    <>
      {amounts.map(({ label, minor, total }) => (
        <tr class={total ? 'total' : undefined}>
          <th scope="row" colspan={4}>
            {label}
          </th>
          <td class="number">{v.f.money(minor, currency)}</td>
        </tr>
      ))}
    </>
  );
}

function payment(v: Viewer, { status, paidAt, totalMinor, currency, dueOn }: WholeInvoice, card: PayingCard): string {
  const t = v.t.invoices;
  if (totalMinor === 0) return t.nothingToPay;
  if (status === 'paid' && paidAt !== null) return t.isPaid(v.f.day(dayOf(paidAt)));
  if (card) return t.payByCard(v.t.subscription.byCard(card.cardBrand ?? '', card.cardLast4 ?? ''), v.f.day(dueOn));
  return t.payBy(v.f.money(totalMinor, currency), v.f.day(dueOn));
}
