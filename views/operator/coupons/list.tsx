/** The list of coupons on the operator desk, and the description of a coupon in words (rules §4.25). */
import type { DeskCoupon } from '../../../src/operator/coupons/queries.ts';
import { stateOfCoupon } from '../../../src/operator/coupons/state.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState, StateTag } from '../../parts/notice.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { CatalogueTabs } from '../catalogue/list.tsx';
import { PreviousNext } from '../parts/previous-next.tsx';

export function CouponsPage({ v, coupons, after }: { v: SignedInViewer; coupons: readonly DeskCoupon[]; after: string | null }) {
  const t = v.t.operatorCatalogue;
  const create = (
    <LinkButton href={v.url.operatorNewCoupon()} kind="primary" icon="add">
      {t.createCoupon}
    </LinkButton>
  );
  return (
    <Page v={v} title={t.tabCoupons} current="operatorCatalogue" wide>
      <PageHeader title={t.tabCoupons} lead={t.couponsLead}>
        {coupons.length > 0 && create}
      </PageHeader>
      <CatalogueTabs v={v} current="coupons" />
      {coupons.length === 0 ? (
        <EmptyState title={t.couponsNone} action={create}>
          {t.couponsNoneText}
        </EmptyState>
      ) : (
        <Table
          caption={t.couponsCaption}
          captionHidden
          stacked
          head={[t.code, t.value, t.duration, t.redeemUntil, t.redemptions, t.state].map((label) => ({ label }))}
        >
          {coupons.map((coupon) => (
            <Row>
              <RowHead>
                <a href={v.url.operatorCoupon(coupon.id)}>{coupon.code}</a>
              </RowHead>
              <Cell label={t.value}>{valueInWords(v, coupon)}</Cell>
              <Cell label={t.duration}>{durationInWords(v, coupon)}</Cell>
              <Cell label={t.redeemUntil}>{coupon.redeemUntil ? v.f.day(coupon.redeemUntil) : t.redeemAlways}</Cell>
              <Cell label={t.redemptions}>{redemptionsInWords(v, coupon)}</Cell>
              <Cell label={t.state}>
                <CouponState v={v} coupon={coupon} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <PreviousNext
        t={v.t}
        label={t.couponPages}
        previous={null}
        next={after && v.url.operatorCoupons(new URLSearchParams({ after }).toString())}
      />
    </Page>
  );
}

export function valueInWords(v: SignedInViewer, { kind, value, currency }: DeskCoupon): string {
  return kind === 'percent' ? v.f.percent(value) : v.f.money(value, currency ?? v.account.currency);
}

export function durationInWords(v: SignedInViewer, { periods }: DeskCoupon): string {
  return periods === null ? v.t.operatorCatalogue.forEver : v.t.operatorCatalogue.forPeriods(periods);
}

export function redemptionsInWords(v: SignedInViewer, { redemptions, maxRedemptions }: DeskCoupon): string {
  const done = v.f.number(redemptions);
  return maxRedemptions === null ? done : v.t.operatorCatalogue.redeemedOf(done, v.f.number(maxRedemptions));
}

export function CouponState({ v, coupon }: { v: SignedInViewer; coupon: DeskCoupon }) {
  const state = stateOfCoupon(coupon, v.today);
  return <StateTag state={state === 'redeemable' ? 'active' : 'ended'} label={v.t.operatorCatalogue.couponStates[state]} />;
}
