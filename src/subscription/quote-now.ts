import type { Catalogue } from '../catalogue/catalogue.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { quote } from '../pricing/quote.ts';
import type { Allowed, Change, CodeCheck, Quote, Subscription } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';
import { findSubscription } from './find.ts';
import { checkPromotionCode } from './promotion-code.ts';

/** What a quote needs to know of the account. */
export interface QuoteAccount {
  id: string;
  currency: string;
  taxRateBp: number;
  /** The mark of the catalogue, when the caller knows it (see `findCatalogue`). */
  catalogueMark?: string;
}

export interface SubscriptionNow {
  subscription: Subscription;
  catalogue: Catalogue;
}

/**
 * The current subscription, and the catalogue with prices in the currency of the account.
 *
 * @throws NotFound for an account without a subscription
 */
export async function findSubscriptionNow(db: Db | Trx, account: QuoteAccount): Promise<SubscriptionNow> {
  const subscription = await findSubscription(db, account.id);
  if (!subscription) throw new NotFound();
  return { subscription, catalogue: await findCatalogue(db, account.currency, account.catalogueMark) };
}

/** Prices a change against the current subscription. All data comes from our own database; the change only says what the user wants. */
export async function quoteNow(
  db: Db | Trx,
  { subscription, catalogue }: SubscriptionNow,
  { account, change, allowed, today }: { account: QuoteAccount; change: Change; allowed: Allowed; today: Day },
): Promise<Quote> {
  const code: CodeCheck | null = change.promotionCode
    ? await checkPromotionCode(db, { accountId: account.id, currency: account.currency, code: change.promotionCode, today })
    : null;
  return quote({ subscription, change, catalogue, allowed, code, taxRateBp: account.taxRateBp, today });
}
