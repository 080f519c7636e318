/**
 * The Subscription page: the products that were bought, temporary seats, upcoming changes, and who may change the subscription
 * (rules §4.11–13).
 */

import type { Person } from '../../src/members/person.ts';
import { isActive, temporaryDaysLeft } from '../../src/pricing/temporary.ts';
import type { Quote } from '../../src/pricing/types.ts';
import type { Group } from '../../src/team/groups.ts';
import { mayAddSeats } from '../../src/team/rights.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { type Known, namesOfTemporary } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { EmptyState, Notice, StateTag } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { NoneLeft } from '../team/none-left.tsx';
import { Products } from './products.tsx';
import { SubscriptionTabs } from './tabs.tsx';
import { Upcoming } from './upcoming.tsx';

export interface OverviewProps {
  v: SignedInViewer;
  known: Known;
  /** The quote of no change: the lines with their prices, and the next invoice. */
  quote: Quote;
  /** Owner and billing admins; empty for users who may do everything themselves. */
  deciders: readonly Person[];
  representative: Person | null;
  /** All seat groups when one of them has no free seat; otherwise empty. */
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

/** When the user has no Manage button, the page says why and names the persons to ask (rules §3). */
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

function RepresentativeLink({ v }: { v: SignedInViewer }) {
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

function Temporary({ v, known }: OverviewProps) {
  const t = v.t.subscription;
  const rows = known.subscription.temporary.filter(({ lastOn }) => lastOn >= v.today);
  const mayBuy = v.can('temporarySeats.buy') && known.subscription.groups.length > 0;
  if (rows.length === 0 && !mayBuy) return null;
  const buy = mayBuy && <LinkButton href={v.url.temporarySeats()}>{v.t.temporarySeats.buyTitle}</LinkButton>;
  return (
    <Section title={t.temporary} id="temporary" lead={t.temporaryLead} actions={buy}>
      {rows.length > 0 && (
        <ul class="rows">
          {rows.map((row) => (
            <li>
              <StateTag state={isActive(row, v.today) ? 'active' : 'scheduled'} label={isActive(row, v.today) ? t.active : t.scheduled} />
              <span>
                {t.temporarySeats(row.seats, namesOfTemporary(v, known, row))}{' '}
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

/** The last section of the page. A user who cannot cancel reads whom to contact (rules §4.13). */
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
