/** The form for a new coupon, and the page of a coupon with its limits and the button to end it (rules §4.25). */
import type { DeskCoupon } from '../../../src/operator/coupons/queries.ts';
import type { FormValues } from '../../../src/web/form.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, Button, PostButton } from '../../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Fieldset, Hidden, NumberField, RadioGroup, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { DefinitionList, Section } from '../../parts/section.tsx';
import { CouponState, durationInWords, redemptionsInWords, valueInWords } from './list.tsx';

interface FormProps {
  v: SignedInViewer;
  formValues: FormValues;
  errors: readonly FieldError[];
}

export function NewCouponPage({ v, formValues, errors }: FormProps) {
  const t = v.t.operatorCatalogue;
  return (
    <Page v={v} title={t.createCoupon} current="operatorCatalogue" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.createCoupon} lead={t.newCouponLead} back={{ href: v.url.operatorCoupons(), label: t.allCoupons }} />
      <form method="post" action={v.url.operatorNewCoupon()} novalidate>
        <TextField
          t={v.t}
          name="code"
          label={t.code}
          hint={t.codeHint}
          width="short"
          autocomplete="off"
          value={formValues.code}
          error={errorOf(errors, 'code')}
        />
        <WorthFields v={v} formValues={formValues} errors={errors} />
        <DurationFields v={v} formValues={formValues} errors={errors} />
        <Fieldset legend={t.limits}>
          <LimitFields v={v} formValues={formValues} errors={errors} />
        </Fieldset>
        <Actions>
          <Button kind="primary">{t.createCoupon}</Button>
        </Actions>
      </form>
    </Page>
  );
}

function WorthFields({ v, formValues, errors }: FormProps) {
  const t = v.t.operatorCatalogue;
  return (
    <Fieldset legend={t.worth}>
      <RadioGroup
        t={v.t}
        name="kind"
        label={t.discountKind}
        value={formValues.kind ?? 'percent'}
        error={errorOf(errors, 'kind')}
        options={(['percent', 'amount'] as const).map((kind) => ({ value: kind, label: t.discountKinds[kind] }))}
      />
      <TextField
        t={v.t}
        name="value"
        label={t.percentOrAmount}
        hint={t.percentOrAmountHint}
        width="number"
        autocomplete="off"
        value={formValues.value}
        error={errorOf(errors, 'value')}
        attrs={{ inputmode: 'decimal', maxlength: 20 }}
      />
      <TextField
        t={v.t}
        name="currency"
        label={t.amountCurrency}
        hint={t.amountCurrencyHint}
        width="number"
        autocomplete="off"
        value={formValues.currency ?? v.account.currency}
        error={errorOf(errors, 'currency')}
        attrs={{ maxlength: 3 }}
      />
    </Fieldset>
  );
}

function DurationFields({ v, formValues, errors }: FormProps) {
  const t = v.t.operatorCatalogue;
  return (
    <Fieldset legend={t.duration}>
      <RadioGroup
        t={v.t}
        name="duration"
        label={t.durationField}
        value={formValues.duration ?? 'once'}
        error={errorOf(errors, 'duration')}
        options={(['once', 'periods', 'forever'] as const).map((duration) => ({ value: duration, label: t.durations[duration] }))}
      />
      <NumberField
        t={v.t}
        name="periods"
        label={t.periods}
        hint={t.periodsHint}
        value={formValues.periods}
        error={errorOf(errors, 'periods')}
      />
    </Fieldset>
  );
}

function LimitFields({ v, formValues, errors }: FormProps) {
  const t = v.t.operatorCatalogue;
  return (
    <>
      <TextField
        t={v.t}
        name="redeemUntil"
        type="date"
        label={t.redeemUntil}
        hint={t.limitHint}
        optional
        width="short"
        value={formValues.redeemUntil}
        error={errorOf(errors, 'redeemUntil')}
      />
      <NumberField
        t={v.t}
        name="maxRedemptions"
        label={t.maxRedemptions}
        hint={t.limitHint}
        optional
        value={formValues.maxRedemptions}
        error={errorOf(errors, 'maxRedemptions')}
      />
    </>
  );
}

interface CouponProps extends Omit<FormProps, 'formValues'> {
  coupon: DeskCoupon;
  /** The typed values of a form with errors; null shows the stored limits. */
  formValues: FormValues | null;
  stale: boolean;
}

export function CouponPage(props: CouponProps) {
  const { v, coupon, errors, stale } = props;
  const t = v.t.operatorCatalogue;
  return (
    <Page v={v} title={t.couponTitle(coupon.code)} current="operatorCatalogue" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.couponTitle(coupon.code)} back={{ href: v.url.operatorCoupons(), label: t.allCoupons }}>
        <CouponState v={v} coupon={coupon} />
      </PageHeader>
      {stale && (
        <Notice t={v.t} kind="warning" live>
          <p>{t.stale}</p>
        </Notice>
      )}
      <Section title={t.worth} id="worth">
        <DefinitionList
          items={[
            { term: t.value, value: valueInWords(v, coupon) },
            { term: t.duration, value: durationInWords(v, coupon) },
            { term: t.redemptions, value: redemptionsInWords(v, coupon) },
            coupon.endedAt !== null && { term: t.endedAt, value: v.f.instant(coupon.endedAt) },
          ]}
        />
      </Section>
      {coupon.endedAt === null && <Limits {...props} />}
      {coupon.endedAt === null && (
        <Section title={t.endCoupon} id="end" lead={t.endCouponLead}>
          <PostButton action={v.url.operatorCouponEnd(coupon.id)} label={t.endCoupon} hiddenText={coupon.code} kind="danger" />
        </Section>
      )}
    </Page>
  );
}

function Limits({ v, coupon, formValues, errors }: CouponProps) {
  const t = v.t.operatorCatalogue;
  const { redeemUntil, maxRedemptions } = coupon;
  const shown = formValues ?? { redeemUntil: redeemUntil ?? '', maxRedemptions: maxRedemptions === null ? '' : String(maxRedemptions) };
  return (
    <Section title={t.limits} id="limits" lead={t.limitsLead}>
      <form method="post" action={v.url.operatorCoupon(coupon.id)} novalidate>
        <Hidden name="seen" value={formValues?.seen || coupon.revision} />
        <LimitFields v={v} formValues={shown} errors={errors} />
        <Actions>
          <Button kind="primary">{v.t.operator.save}</Button>
        </Actions>
      </form>
    </Section>
  );
}
