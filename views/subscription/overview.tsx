/** The Subscription page: what was bought, what is temporary, what is about to change, and who may change it (spec §4.11–13). */
import { html } from 'hono/html';
import { discountMinor } from '../../src/pricing/discount.ts';
import { shrinkingBy } from '../../src/pricing/shrinking.ts';
import { isActive, temporaryDaysLeft } from '../../src/pricing/temporary.ts';
import type { Quote, QuoteLine, TemporarySeats } from '../../src/pricing/types.ts';
import type { Person } from '../../src/team/people.ts';
import type { Group } from '../../src/team/queries.ts';
import { mayAddSeats } from '../../src/team/rights.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { LinkButton, PostButton } from '../parts/button.tsx';
import { EmptyState, Notice, StateTag } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { Table } from '../parts/table.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Spoken } from '../parts/text.tsx';
import { NoneLeft } from '../team/none-left.tsx';
import { seatsWords } from './manage.tsx';
import { groupNames, type Known, productName, upcomingWords } from './words.ts';

export interface OverviewProps {
  v: Insider;
  known: Known;
  /** The quote of no change: the lines with their prices, and the next invoice. */
  quote: Quote;
  /** Owner and billing admins; empty for those who may do everything themselves. */
  deciders: readonly Person[];
  representative: Person | null;
  /** The seat groups, where one of them has no free seat. */
  noneLeft: readonly Group[];
}

export function OverviewPage(props: OverviewProps) {
  const { v, known } = props;
  const t = v.t.subscription;
  return (
    <Page v={v} title={t.title} current="subscription" wide>
      <PageHeader title={t.title} lead={t.lead}>
        {v.can('subscription.manage') && (
          <LinkButton href={v.url.manage()} kind="primary">
            {t.manage}
          </LinkButton>
        )}
      </PageHeader>
      <SubscriptionTabs v={v} current="overview" />
      <NoneLeft v={v} groups={props.noneLeft} askNames={mayAddSeats(v) ? [] : props.deciders.map(({ name }) => name)} />
      <WhoMayChange {...props} />
      <Plan {...props} />
      {known.subscription.lines.length === 0 ? <EmptyState title={t.empty}>{t.emptyText}</EmptyState> : <Products {...props} />}
      <Temporary {...props} />
      <Upcoming {...props} mayChoose={v.can('subscription.lower')} />
      <Cancellation {...props} />
    </Page>
  );
}

export function SubscriptionTabs({ v, current }: { v: Insider; current: 'overview' | 'requests' }) {
  const t = v.t.subscription;
  return (
    <Tabs
      label={t.title}
      items={[
        { href: v.url.subscription(), label: t.overview, current: current === 'overview' },
        {
          href: v.url.requests(),
          label: t.requests,
          current: current === 'requests',
          count: v.waiting,
          countText: v.t.common.waitingForYou(v.waiting),
        },
      ]}
    />
  );
}

/** Where the button Manage is missing, the page says why and whom to ask, by name (spec §3). */
function WhoMayChange({ v, deciders, representative }: OverviewProps) {
  const t = v.t.subscription;
  if (v.can('subscription.manage')) return null;
  const { type } = v.account;
  if (type === 'managed') {
    return (
      <Notice t={v.t} kind="information" title={t.managed} action={<RepresentativeLink v={v} />}>
        <p>{representative ? t.managedText(nameAndAddress(representative)) : t.managedNobody}</p>
      </Notice>
    );
  }
  if (type === 'sales_assisted') {
    return (
      <Notice t={v.t} kind="information" title={t.whoMayChange} action={<RepresentativeLink v={v} />}>
        <p>{representative ? t.askRepresentative(nameAndAddress(representative)) : t.askSupport}</p>
      </Notice>
    );
  }
  return (
    <Notice t={v.t} kind="information" title={t.whoMayChange}>
      <p>{t.requestsOff(v.f.or(deciders.map((person) => person.name)))}</p>
    </Notice>
  );
}

function RepresentativeLink({ v }: { v: Insider }) {
  return (
    <LinkButton href={v.url.addSeats(new URLSearchParams({ back: v.url.subscription() }).toString())} kind="secondary">
      {v.t.subscription.writeToRepresentative}
    </LinkButton>
  );
}

function nameAndAddress(person: Person): string {
  return `${person.name} (${person.email})`;
}

function Plan({ v, known }: OverviewProps) {
  const t = v.t.subscription;
  const { subscription } = known;
  const { method, termsDays, cardBrand, cardLast4 } = v.account.payment;
  return (
    <Section title={t.plan} id="plan">
      <DefinitionList
        items={[
          {
            term: t.billingCycle,
            value: (
              <>
                {v.t.common.cycles[subscription.cycle]}{' '}
                <span class="sub">{t.period(v.f.day(subscription.periodStartsOn), v.f.day(lastDayOf(subscription.periodEndsOn)))}</span>
              </>
            ),
          },
          subscription.committedUntil > subscription.periodEndsOn && {
            term: t.committedUntil,
            value: v.f.day(lastDayOf(subscription.committedUntil)),
          },
          { term: t.paymentInformation, value: method === 'card' ? t.byCard(cardBrand ?? '', cardLast4 ?? '') : t.byInvoice(termsDays) },
          { term: t.accountType, value: v.t.common.accountTypes[v.account.type] },
        ]}
      />
    </Section>
  );
}

/** Rows as templates: this page is opened more than any other, and nodes for table cells are what it would spend its time on. */
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

function productRow(v: Insider, known: Known, line: QuoteLine, quote: Quote) {
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

/** Bought, used and free where the line leads its group; what a suite includes; what a follower follows. */
function detailLines(v: Insider, { subscription, catalogue }: Known, line: QuoteLine): string[] {
  const t = v.t.subscription;
  const product = catalogue.get(line.productId);
  const groupId = subscription.lines.find((one) => one.productId === line.productId)?.groupId;
  const group = subscription.groups.find((one) => one.id === groupId);
  if (!group || !product) return [t.flat];
  if (group.leaderProductId !== line.productId) {
    return [t.seatsBought(group.seats), t.seatsAs(productName(catalogue, group.leaderProductId))];
  }
  const temporary = subscription.temporary
    .filter((one) => one.groupId === group.id && isActive(one, v.today))
    .reduce((sum, one) => sum + one.seats, 0);
  return [
    t.seatsBought(group.seats) + (temporary > 0 ? `, ${t.temporaryActive(temporary)}` : ''),
    seatsWords(v, group.used, group.seats + temporary),
    ...(product.includes.length > 0 ? [t.includes(v.f.and(product.includes.map((id) => productName(catalogue, id))))] : []),
  ];
}

/** The total with the discount stands last (spec §4.11). */
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

function Temporary({ v, known }: OverviewProps) {
  const t = v.t.subscription;
  const rows = known.subscription.temporary.filter((one) => one.lastOn >= v.today);
  const mayBuy = v.can('temporarySeats.buy') && known.subscription.groups.length > 0;
  if (rows.length === 0 && !mayBuy) return null;
  const buy = mayBuy && <LinkButton href={v.url.temporarySeats()}>{v.t.renewal.temporary.buyTitle}</LinkButton>;
  return (
    <Section title={t.temporary} id="temporary" lead={t.temporaryLead} actions={buy}>
      {rows.length > 0 && (
        <ul class="rows">
          {rows.map((row) => (
            <li>
              <StateTag state={isActive(row, v.today) ? 'active' : 'scheduled'} label={isActive(row, v.today) ? t.active : t.scheduled} />
              <span>
                {t.temporarySeats(row.seats, namesOf(v, known, row))}{' '}
                <span class="sub">
                  {isActive(row, v.today)
                    ? t.daysLeft(temporaryDaysLeft(row, v.today))
                    : t.fromTo(v.f.day(row.firstOn), v.f.day(row.lastOn))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function namesOf(v: Insider, known: Known, row: TemporarySeats): string {
  const group = known.subscription.groups.find((one) => one.id === row.groupId);
  return group ? groupNames(v, known, group) : '';
}

/** Everything that will happen by itself, the next first; the renewal is always among it. */
export function Upcoming({
  v,
  known,
  quote,
  mayChoose = false,
}: Pick<OverviewProps, 'v' | 'known' | 'quote'> & {
  /** Whether it leads to those who would lose their seat. */
  mayChoose?: boolean;
}) {
  const t = v.t.subscription;
  const { subscription } = known;
  const rows = [
    ...subscription.upcoming.map((row) => ({
      on: row.effectiveOn,
      what: upcomingWords(v, known, row),
      undo: row.id,
      losers: shrinkingBy(subscription, [row]).length > 0 ? row.id : null,
    })),
    ...subscription.temporary
      .filter((row) => row.lastOn >= v.today)
      .map((row) =>
        isActive(row, v.today)
          ? { on: row.lastOn, what: t.upcomingTemporaryEnds(row.seats, namesOf(v, known, row)), undo: null, losers: null }
          : { on: row.firstOn, what: t.upcomingTemporaryStarts(row.seats, namesOf(v, known, row)), undo: null, losers: null },
      ),
    {
      on: subscription.periodEndsOn,
      what: v.can('prices.see') ? t.upcomingRenewalAmount(v.f.money(quote.nextInvoice.totalMinor, v.account.currency)) : t.upcomingRenewal,
      undo: null,
      losers: null,
    },
  ].toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  const mayUndo = v.can('subscription.change');
  return (
    <Section title={t.upcoming} id="upcoming">
      <Table
        caption={t.upcomingCaption}
        captionHidden
        stacked
        head={[{ label: t.when }, { label: t.what }, ...(mayUndo ? [{ label: t.undo, hidden: true }] : [])]}
      >
        {rows.map((row) => (
          <tr>
            <th scope="row">{v.f.day(row.on)}</th>
            <td data-label={t.what}>
              {row.what}
              {mayChoose && row.losers && (
                <span class="sub">
                  <a href={v.url.upcomingLosers(row.losers)}>
                    {v.t.renewal.losers.title}
                    <Spoken>{t.undoWhat(row.what)}</Spoken>
                  </a>
                </span>
              )}
            </td>
            {mayUndo && (
              <td>
                {row.undo && (
                  <PostButton
                    action={v.url.upcomingUndo(row.undo)}
                    label={t.undo}
                    hiddenText={t.undoWhat(row.what)}
                    kind="secondary"
                    small
                  />
                )}
              </td>
            )}
          </tr>
        ))}
      </Table>
    </Section>
  );
}

/** At the bottom; whoever cannot cancel reads whom to contact (spec §4.13). */
function Cancellation({ v, deciders, representative }: OverviewProps) {
  const t = v.t.subscription;
  const mayCancel = v.can('account.cancel');
  const owner = deciders.find((person) => person.role === 'owner');
  const ask =
    v.account.type === 'self_service'
      ? owner && t.cancellationAsk(owner.name)
      : representative
        ? t.cancellationContact(nameAndAddress(representative))
        : t.cancellationContactNobody;
  return (
    <Section title={t.cancellation} id="cancellation" plain>
      <p class="muted">{mayCancel ? t.cancellationText : ask}</p>
      {mayCancel && (
        <p>
          <LinkButton href={v.url.cancellation()} kind="danger">
            {t.cancellation}
          </LinkButton>
        </p>
      )}
    </Section>
  );
}
