import type { ProductKind } from '../../catalogue/catalogue.ts';
import type { Trx } from '../../db/transaction.ts';
import type { Clock } from './timeline.ts';

interface DemoProduct {
  id: string;
  name: string;
  kind: ProductKind;
  /** Priced as a whole; when left out, priced per seat. */
  flat?: true;
  follows?: string;
  includes?: string[];
  /** From the lowest plan: name, and the price per month in EUR minor units. */
  plans: [name: string, monthlyMinor: number][];
}

const products: DemoProduct[] = [
  {
    id: 'support-suite',
    name: 'Support Suite',
    kind: 'suite',
    includes: ['support', 'help-center', 'live-chat'],
    plans: [
      ['Team', 5500],
      ['Professional', 11500],
      ['Enterprise', 16900],
    ],
  },
  {
    id: 'support',
    name: 'Support',
    kind: 'product',
    plans: [
      ['Team', 1900],
      ['Professional', 5500],
      ['Enterprise', 11500],
    ],
  },
  { id: 'help-center', name: 'Help Center', kind: 'product', plans: [['Standard', 1500]] },
  { id: 'live-chat', name: 'Live Chat', kind: 'product', plans: [['Standard', 1900]] },
  {
    id: 'sales',
    name: 'Sales',
    kind: 'product',
    plans: [
      ['Team', 2500],
      ['Growth', 6500],
      ['Professional', 11900],
    ],
  },
  {
    id: 'voice',
    name: 'Voice',
    kind: 'product',
    plans: [
      ['Standard', 4900],
      ['Professional', 8300],
    ],
  },
  { id: 'ai-assist', name: 'AI Assist', kind: 'add_on', follows: 'support', plans: [['Standard', 4500]] },
  { id: 'workforce-planner', name: 'Workforce Planner', kind: 'add_on', follows: 'support', plans: [['Standard', 2500]] },
  { id: 'quality-review', name: 'Quality Review', kind: 'add_on', follows: 'support', plans: [['Standard', 3500]] },
  {
    id: 'insights',
    name: 'Insights',
    kind: 'add_on',
    flat: true,
    plans: [
      ['Standard', 14900],
      ['Professional', 29900],
    ],
  },
  { id: 'advanced-security', name: 'Advanced Security', kind: 'add_on', flat: true, plans: [['Standard', 24900]] },
  { id: 'status-page', name: 'Status Page', kind: 'add_on', flat: true, plans: [['Standard', 9900]] },
];

const currencies = ['EUR', 'CHF'] as const;

/** Prices in CHF are 10 % higher and rounded to whole francs. */
function inCurrency(monthlyMinor: number, currency: (typeof currencies)[number]): number {
  return currency === 'EUR' ? monthlyMinor : Math.round((monthlyMinor * 1.1) / 100) * 100;
}

/** A year costs as much as ten and a half months. */
function annual(monthlyMinor: number): number {
  return Math.round(monthlyMinor * 10.5);
}

export function planId(productId: string, planName: string): string {
  return `${productId}-${planName.toLowerCase()}`;
}

export function versionId(plan: string, currency: string, version: number): string {
  return `${plan}-${currency.toLowerCase()}-${version}`;
}

/** Inserts products, plans, their first prices and the promotion codes. */
export async function writeCatalogue(trx: Trx, at: number, clock: Clock): Promise<void> {
  for (const [sort, product] of products.entries()) {
    await trx
      .insertInto('products')
      .values({
        id: product.id,
        name: product.name,
        kind: product.kind,
        seated: product.flat ? 0 : 1,
        follows_product_id: null,
        on_sale: 1,
        sort,
      })
      .execute();
    for (const [level, [name, monthly]] of product.plans.entries()) {
      const id = planId(product.id, name);
      await trx
        .insertInto('plans')
        .values({ id, product_id: product.id, name, level: level + 1 })
        .execute();
      for (const currency of currencies)
        await writeVersion(trx, { plan: id, currency, version: 1, monthly: inCurrency(monthly, currency), at });
    }
  }
  for (const { id, follows, includes = [] } of products) {
    if (follows) await trx.updateTable('products').set({ follows_product_id: follows }).where('id', '=', id).execute();
    for (const product_id of includes) await trx.insertInto('suite_products').values({ suite_id: id, product_id }).execute();
  }
  await writeCoupons(trx, at, clock);
}

async function writeCoupons(trx: Trx, at: number, clock: Clock): Promise<void> {
  const coupon = { currency: null, periods: null, redeem_until: null, max_redemptions: null, created_at: at };
  await trx
    .insertInto('coupons')
    .values([
      { ...coupon, id: 'coupon-welcome20', code: 'WELCOME20', kind: 'percent', value: 2000, periods: 12 },
      { ...coupon, id: 'coupon-spring15', code: 'SPRING15', kind: 'percent', value: 1500, periods: 3, redeem_until: clock.day(-90) },
      { ...coupon, id: 'coupon-minus50', code: 'MINUS50', kind: 'amount', value: 5000, currency: 'EUR', periods: 1, max_redemptions: 100 },
      { ...coupon, id: 'coupon-bygone', code: 'BYGONE10', kind: 'percent', value: 1000, redeem_until: clock.day(30) },
    ])
    .execute();
}

/** Adds a new version of the price. Accounts with the old version keep it until their commitment ends. */
export async function raisePrice(trx: Trx, plan: string, monthlyMinor: number, at: number): Promise<void> {
  for (const currency of currencies) {
    await trx
      .updateTable('plan_versions')
      .set({ retired_at: at })
      .where('id', '=', versionId(plan, currency, 1))
      .execute();
    await writeVersion(trx, { plan, currency, version: 2, monthly: inCurrency(monthlyMinor, currency), at });
  }
}

async function writeVersion(
  trx: Trx,
  { plan, currency, version, monthly, at }: { plan: string; currency: string; version: number; monthly: number; at: number },
): Promise<void> {
  await trx
    .insertInto('plan_versions')
    .values({
      id: versionId(plan, currency, version),
      plan_id: plan,
      currency,
      version,
      monthly_unit_minor: monthly,
      annual_unit_minor: annual(monthly),
      created_at: at,
      retired_at: null,
    })
    .execute();
}
