import { type Catalogue, type Cycle, type Product, planOf, unitMinor } from '../../src/catalogue/catalogue.ts';
import type { Refusal, SeatGroup, Upcoming } from '../../src/pricing/types.ts';
import type { ChangeProblem } from '../../src/subscription/change.ts';
import type { SignedInViewer, Viewer } from '../../src/web/viewer.ts';
import { groupNames, type Known, productName } from '../catalogue/names.ts';

/** An upcoming change in a few words. */
export function upcomingWords(v: Viewer, known: Known, upcoming: Upcoming): string {
  const t = v.t.subscription;
  const { subscription, catalogue } = known;
  if (upcoming.kind === 'cycle') return t.upcomingCycle[upcoming.toCycle];
  const name = productName(catalogue, upcoming.productId);
  if (upcoming.kind === 'removal') return t.upcomingRemoval(name);
  if (upcoming.kind === 'plan') {
    const product = catalogue.get(upcoming.productId);
    const line = subscription.lines.find(({ productId }) => productId === upcoming.productId);
    return t.upcomingPlan(name, planName(product, line?.planId), planName(product, upcoming.toPlanId));
  }
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === upcoming.productId);
  return t.upcomingSeats(group ? groupNames(v, known, group) : name, v.f.number(group?.seats ?? 0), v.f.number(upcoming.toSeats));
}

function planName(product: Product | undefined, planId: string | undefined): string {
  return (product && planId && planOf(product, planId)?.name) || '';
}

/** A price with its unit: "€55.00 per seat and month". */
export function priceWords(
  v: Viewer,
  product: Product,
  version: { monthlyUnitMinor: number; annualUnitMinor: number },
  cycle: Cycle,
  currency: string,
): string {
  const price = v.f.money(unitMinor(version, cycle), currency);
  return product.seated ? v.t.subscription.perSeat[cycle](price) : v.t.subscription.perFlat[cycle](price);
}

/** A refusal as the sentence that is shown at its field and in the summary of errors. */
export function refusalWords(v: Viewer, catalogue: Catalogue, refusal: Refusal): string {
  const say: (product: string, other: string) => string = v.t.subscription.refusals[refusal.reason];
  return say(productName(catalogue, refusal.productId), productName(catalogue, refusal.otherProductId));
}

/** What is wrong with a field that could not be read. A number of seats is named by its product. */
export function problemWords(v: Viewer, catalogue: Catalogue, { field, reason }: ChangeProblem): string {
  const words = v.t.subscription.problems;
  if (reason !== 'whole-number') return words[reason];
  // The number of cycles to extend by is a whole number too, but it has no product.
  const [, productId] = field.match(/^seats\.(.+)$/) ?? [];
  return productId ? words['whole-number'](productName(catalogue, productId)) : v.t.form['whole-number'];
}

/** The current seats of a group: "18 agent seats, 4 temporary seats on top: 17 used, 5 free". */
export function groupSeatsWords(v: SignedInViewer, { seats, used }: SeatGroup, temporary: number): string {
  const t = v.t.subscription;
  const bought = t.seatsBought(seats) + (temporary > 0 ? `, ${t.temporaryActive(temporary)}` : '');
  return t.seatsNow(bought, seatsWords(v, used, seats + temporary));
}

export function seatsWords(v: SignedInViewer, used: number, bought: number): string {
  const t = v.t.subscription;
  return used > bought ? t.seatsOver(used, used - bought) : t.seatsUsedFree(used, bought - used);
}
