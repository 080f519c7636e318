import type { Messages } from '../../i18n/messages.ts';
import { isDay } from '../../values/day.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import { readAmount, readCurrency, readPercent, showAmount } from '../parts/read-fields.ts';
import type { CouponLimits, NewCoupon } from './change.ts';

interface TypedLimits {
  redeemUntil: string;
  maxRedemptions: string;
}

interface TypedCoupon extends TypedLimits {
  code: string;
  kind: 'percent' | 'amount';
  value: string;
  currency: string;
  duration: 'once' | 'periods' | 'forever';
  periods: string;
}

type Errors = { errors: { field: keyof TypedCoupon; text: string }[] };

/** The highest allowed discount in minor units, far more than any invoice. */
const highestAmount = 1_000_000_000;

/** Parses the typed coupon. Returns the coupon, or all errors at once. Fields of a choice that is not selected are ignored. */
export function readCoupon(v: SignedInViewer, formValues: TypedCoupon): { coupon: NewCoupon } | Errors {
  const { problems } = v.t.operatorCatalogue;
  const errors: Errors['errors'] = [];
  const code = formValues.code.toUpperCase();
  if (!/^[A-Z0-9-]{3,40}$/.test(code)) errors.push({ field: 'code', text: problems.code });

  const currency = formValues.kind === 'amount' ? readCurrency(formValues.currency) : null;
  if (formValues.kind === 'amount' && !currency) errors.push({ field: 'currency', text: problems.currency });
  const value = formValues.kind === 'amount' ? readAmount(formValues.value, currency ?? 'EUR') : readPercent(formValues.value);
  if (!value) {
    const example = showAmount(5000, currency ?? 'EUR', v.language);
    errors.push({ field: 'value', text: formValues.kind === 'amount' ? problems.amount(example) : problems.percent });
  } else if (value > highestAmount) {
    errors.push({ field: 'value', text: problems.tooHigh(v.f.money(highestAmount, currency ?? 'EUR')) });
  }

  const periods = formValues.duration === 'once' ? 1 : formValues.duration === 'forever' ? null : readWhole(formValues.periods, 120);
  if (formValues.duration === 'periods' && periods === null) errors.push({ field: 'periods', text: problems.periods });

  const read = readLimits(v.t, formValues);
  if ('errors' in read) errors.push(...read.errors);
  if ('errors' in read || errors.length > 0 || value === null) return { errors };
  return { coupon: { code, kind: formValues.kind, value, currency, periods, ...read.limits } };
}

/** Parses the last day and the number of redemptions of a coupon; an empty field means no limit. */
export function readLimits(t: Messages, formValues: TypedLimits): { limits: CouponLimits } | Errors {
  const errors: Errors['errors'] = [];
  const day = formValues.redeemUntil.trim();
  if (day !== '' && !isDay(day)) errors.push({ field: 'redeemUntil', text: t.operator.problems.day });
  const limit = formValues.maxRedemptions.trim();
  const maxRedemptions = readWhole(limit, 999_999);
  if (limit !== '' && maxRedemptions === null) errors.push({ field: 'maxRedemptions', text: t.operatorCatalogue.problems.redemptions });
  return errors.length > 0 ? { errors } : { limits: { redeemUntil: day || null, maxRedemptions } };
}

function readWhole(text: string, most: number): number | null {
  const value = /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text.trim()) : null;
  return value !== null && value <= most ? value : null;
}
