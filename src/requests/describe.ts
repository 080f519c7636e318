import type { Catalogue } from '../catalogue/catalogue.ts';
import { leaderOf } from '../catalogue/fits.ts';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Change } from '../pricing/types.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a change asks for, as whole sentences in one language, in the order of the catalogue: "Support Suite and AI Assist: 5 more seats,
 * from 25 to 30". `subscription` is the subscription at the time of the request; the product and plan names come from the current
 * catalogue.
 */
export function describeChange(
  t: Messages,
  f: Format,
  change: Change,
  catalogue: Catalogue,
  subscription: Pick<Snapshot['subscription'], 'lines' | 'groups' | 'cycle'>,
): string[] {
  const words = t.requests.changes;
  const nameOf = (productId: string) => catalogue.get(productId)?.name ?? productId;
  const planOf = (productId: string, planId: string) => catalogue.get(productId)?.plans.find((plan) => plan.id === planId)?.name ?? planId;
  const held = [...subscription.lines.map((line) => line.productId), ...Object.keys(change.add)];

  return [
    ...inOrder(Object.keys(change.seats)).map(seats),
    ...inOrder(Object.keys(change.plans)).map(plan),
    ...inOrder(Object.keys(change.add)).map(addition),
    ...inOrder(change.remove).map((productId) => words.remove(nameOf(productId))),
    ...(change.cycle ? [words.cycle(change.cycle)] : []),
    ...(change.extendCycles ? [words.extend(change.extendCycles, subscription.cycle)] : []),
    ...(change.promotionCode ? [words.code(change.promotionCode)] : []),
  ];

  function inOrder(productIds: string[]): string[] {
    const catalogueIds = [...catalogue.keys()];
    return productIds.toSorted((a, b) => catalogueIds.indexOf(a) - catalogueIds.indexOf(b));
  }

  function seats(leaderId: string): string {
    const more = change.seats[leaderId] ?? 0;
    const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === leaderId);
    const lines = subscription.lines.filter((line) => group && line.groupId === group.id);
    const names = f.and(inOrder(lines.length > 0 ? lines.map((line) => line.productId) : [leaderId]).map(nameOf));
    const from = group?.seats ?? 0;
    return more > 0
      ? words.moreSeats(names, more, f.number(from), f.number(from + more))
      : words.fewerSeats(names, -more, f.number(from), f.number(from + more));
  }

  function plan(productId: string): string {
    const { from, to } = change.plans[productId] ?? { from: '', to: '' };
    if (from === to) return words.keepPlan(nameOf(productId), planOf(productId, to));
    return words.plan(nameOf(productId), planOf(productId, from), planOf(productId, to));
  }

  function addition(productId: string): string {
    const { planId, seats: own } = change.add[productId] ?? { planId: '', seats: null };
    const leader = leaderOf(catalogue, held, productId);
    if (leader !== null && leader !== productId) return words.addFollowing(nameOf(productId), planOf(productId, planId), nameOf(leader));
    if (leader === null || own === null) return words.add(nameOf(productId), planOf(productId, planId));
    return words.addSeated(nameOf(productId), planOf(productId, planId), own);
  }
}

/**
 * The cost of the additions in one sentence (rules §4.6): the amount due for the rest of this period and the amount per further period.
 * Every reader of the request sees it, also a reader who may not see totals. Null when the change adds no cost.
 */
export function costOfAdditions(
  t: Messages,
  f: Format,
  { due, recurringMinor, cycle }: Pick<Snapshot['quote'], 'due' | 'recurringMinor' | 'cycle'>,
  { currency, taxRateBp }: { currency: string; taxRateBp: number },
): string | null {
  const more = recurringMinor.now - recurringMinor.before;
  if (due.netMinor === 0 && more <= 0) return null;
  return t.requests.costOf(f.money(due.netMinor, currency), f.money(more, currency), cycle.now, taxRateBp > 0);
}
