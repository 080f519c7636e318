/** The table of products on the Subscription page, with its total (rules §4.11). */
import { html } from 'hono/html';
import { discountMinor } from '../../src/pricing/discount.ts';
import { isActive } from '../../src/pricing/temporary.ts';
import type { Quote, QuoteLine } from '../../src/pricing/types.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { type Known, productName } from '../catalogue/names.ts';
import { Section } from '../parts/section.tsx';
import { Table } from '../parts/table.tsx';
import type { OverviewProps } from './overview.tsx';
import { seatsWords } from './words.ts';

/**
 * Rows are HTML templates and not JSX nodes: users open this page most often, and it would spend most of its time on nodes for table cells.
 */
export function Products(props: Pick<OverviewProps, 'v' | 'known' | 'quote'>) {
  const { v, known, quote } = props;
  const t = v.t.subscription;
  const showPrices = v.can('prices.see');
  const head = [
    { label: v.t.common.product },
    { label: v.t.common.plan },
    { label: v.t.common.details },
    ...(showPrices ? [{ label: v.t.common.cost, number: true }] : []),
  ];
  return (
    <Section title={t.products} id="products" lead={showPrices ? undefined : t.pricesHidden}>
      <Table caption={t.productsCaption} captionHidden head={head} stacked foot={showPrices ? <Total {...props} /> : undefined}>
        {quote.lines.map((line) => productRow(v, known, line, quote))}
      </Table>
    </Section>
  );
}

function productRow(v: SignedInViewer, known: Known, line: QuoteLine, quote: Quote) {
  const t = v.t.subscription;
  const state = line.now;
  if (!state) return null;
  const { plan, details, cost } = v.t.common;
  const money = v.f.money(state.periodMinor, v.account.currency);
  return html`<tr><th scope="row">${line.name}</th><td data-label="${plan}">${state.planName}</td><td data-label="${details}">${detailLines(
    v,
    known,
    line,
  ).map(
    (words) => html`<span class="detail">${words}</span>`,
  )}</td>${v.can('prices.see') ? html`<td data-label="${cost}" class="number">${money} <span class="sub">${t.perCycle[quote.cycle.now]}</span></td>` : ''}</tr>`;
}

/**
 * The seats bought, used and free for the line that leads its group; the products that a suite includes; the product that a follower
 * follows.
 */
function detailLines(v: SignedInViewer, { subscription, catalogue }: Known, line: QuoteLine): string[] {
  const t = v.t.subscription;
  const product = catalogue.get(line.productId);
  const groupId = subscription.lines.find(({ productId }) => productId === line.productId)?.groupId;
  const group = subscription.groups.find(({ id }) => id === groupId);
  if (!group || !product) return [t.flat];
  if (group.leaderProductId !== line.productId) {
    return [t.seatsBought(group.seats), t.seatsAs(productName(catalogue, group.leaderProductId))];
  }
  const temporary = subscription.temporary
    .filter((row) => row.groupId === group.id && isActive(row, v.today))
    .reduce((sum, row) => sum + row.seats, 0);
  return [
    t.seatsBought(group.seats) + (temporary > 0 ? `, ${t.temporaryActive(temporary)}` : ''),
    seatsWords(v, group.used, group.seats + temporary),
    ...(product.includes.length > 0 ? [t.includes(v.f.and(product.includes.map((id) => productName(catalogue, id))))] : []),
  ];
}

/** The rows for the total, which comes last, with the discount above it (rules §4.11). */
function Total({ v, known, quote }: Pick<OverviewProps, 'v' | 'known' | 'quote'>) {
  const t = v.t.subscription;
  const { discount } = known.subscription;
  const { currency } = v.account;
  const sum = quote.recurringMinor.now;
  const off = discountMinor(discount, sum);
  return (
    <>
      {discount && off > 0 && (
        <>
          <tr>
            <th scope="row" colspan={3}>
              {t.subtotal}
            </th>
            <td class="number">{v.f.money(sum, currency)}</td>
          </tr>
          <tr>
            <th scope="row" colspan={3}>
              {t.discountLine(discount.code)}
              <span class="sub"> {discount.periodsLeft === null ? t.discountForever : t.discountFor(discount.periodsLeft)}</span>
            </th>
            <td class="number">{v.f.money(-off, currency)}</td>
          </tr>
        </>
      )}
      <tr class="total">
        <th scope="row" colspan={3}>
          {t.total}
        </th>
        <td class="number">{v.f.money(sum - off, currency)}</td>
      </tr>
    </>
  );
}
