import type { Catalogue, Cycle } from '../catalogue/catalogue.ts';
import type { Day } from '../values/day.ts';

/** Lines that always have the same number of seats (rules §1 "seat group"). The product that leads the group names it. */
export interface SeatGroup {
  id: string;
  leaderProductId: string;
  /** Permanent seats; temporary seats are not counted here. */
  seats: number;
  /** Seats that members hold, whether active, invited or suspended. */
  used: number;
}

/** One product on one plan in the subscription. Its price is the plan version it was bought at. */
export interface Line {
  id: string;
  productId: string;
  planId: string;
  planVersionId: string;
  monthlyUnitMinor: number;
  annualUnitMinor: number;
  /** Null for a flat line. */
  groupId: string | null;
}

/** Extra seats of a group from `firstOn` to `lastOn`; both days count. */
export interface TemporarySeats {
  id: string;
  groupId: string;
  seats: number;
  firstOn: Day;
  lastOn: Day;
}

/**
 * A decrease that waits for the end of the period or of the commitment (rules §4.15). For `seats`, `productId` is the product that leads
 * the group.
 */
export type Waiting = { effectiveOn: Day } & (
  | { kind: 'seats'; productId: string; toSeats: number }
  | { kind: 'plan'; productId: string; toPlanId: string }
  | { kind: 'removal'; productId: string }
  | { kind: 'cycle'; toCycle: Cycle }
);

/** A decrease that is stored and waits; it can be undone until it is carried out (rules §4.12). */
export type Upcoming = { id: string } & Waiting;

/** The one discount of an account. It lowers the recurring amount of the next `periodsLeft` invoices; null means all invoices. */
export interface Discount {
  code: string;
  kind: 'percent' | 'amount';
  /** Basis points (2500 = 25 %) for percent, minor units for amount. */
  value: number;
  periodsLeft: number | null;
}

/** The subscription of one account as it is now. Periods are half-open: `periodEndsOn` is the day of the renewal. */
export interface Subscription {
  accountId: string;
  /** Goes up by one with every change. A form carries the version it was made from. */
  version: number;
  cycle: Cycle;
  /** The day from which all periods are counted, so that month ends never drift. */
  anchorOn: Day;
  periodStartsOn: Day;
  periodEndsOn: Day;
  /** Before this day nothing is lowered and prices do not change. Never before `periodEndsOn`. */
  committedUntil: Day;
  groups: SeatGroup[];
  lines: Line[];
  temporary: TemporarySeats[];
  upcoming: Upcoming[];
  discount: Discount | null;
  /** Charges of this period that the next invoice will collect, before tax. */
  openChargesMinor: number;
}

/** What a user wants to change, as differences against `version` (rules §1 "change"). Plain data: it is stored as JSON. */
export interface Change {
  /** The version of the subscription that was on the screen. */
  version: number;
  /** More (positive) or fewer (negative) seats, by the product that leads the group. Never 0. */
  seats: Record<string, number>;
  /** Another plan, by product. `from` is the plan that was on the screen; the change is refused when the line is on another plan by now. */
  plans: Record<string, { from: string; to: string }>;
  /**
   * Products and add-ons to add. `seats` is set only for a product that leads a group of its own; a follower takes the seats of its group.
   */
  add: Record<string, { planId: string; seats: number | null }>;
  /** Products and add-ons to remove. */
  remove: string[];
  cycle: Cycle | null;
  /** Further billing cycles to commit to. */
  extendCycles: number | null;
  promotionCode: string | null;
}

/** What the author of a change may do (from the matrix of rules §3). A part that is not allowed is refused, even when the form sent it. */
export interface Allowed {
  /** Fewer seats, a lower plan, another cycle. */
  lower: boolean;
  remove: boolean;
  extend: boolean;
  promotionCode: boolean;
}

/** The result of looking up a promotion code. The lookup comes before the quote, because pricing rules do not read the database. */
export type CodeCheck = { discount: Discount } | { refused: 'code-unknown' | 'code-expired' | 'code-used-up' };

export interface QuoteInput {
  subscription: Subscription;
  change: Change;
  catalogue: Catalogue;
  allowed: Allowed;
  /** Null when the change carries no code. */
  code: CodeCheck | null;
  taxRateBp: number;
  today: Day;
}

/** A line of the subscription before the change, right after it, and after the next scheduled change of the line (rules §4.3). */
export interface QuoteLine {
  productId: string;
  name: string;
  /** `seats` is null on a flat line; a state is null when the line does not exist at that time. */
  before: LineState | null;
  now: LineState | null;
  /**
   * Only set when this line will be different later, by this change or an upcoming one: its state from `laterOn` on, or null when it is
   * removed on that day.
   */
  later: LineState | null;
  laterOn: Day | null;
  /** Charged because of this change, before tax: for the rest of the period, rounded half up, plus all of `temporary`. Never negative. */
  dueMinor: number;
  /** The part of `dueMinor` for temporary seats of the group: a dearer plan or a new product makes them dearer too. */
  temporary: TemporaryDue[];
  /** Whether this change touches the line. */
  changed: boolean;
}

/** What some temporary seats cost more from `firstOn` to `lastOn`, before tax, rounded half up. */
export interface TemporaryDue {
  seats: number;
  firstOn: Day;
  lastOn: Day;
  dueMinor: number;
}

export interface LineState {
  planId: string;
  planName: string;
  seats: number | null;
  unitMinor: number;
  /** seats × unit (or unit on a flat line), for one whole period. */
  periodMinor: number;
}

export interface InvoiceForecast {
  on: Day;
  /** The price of the lines for the coming period, as they will be then. */
  recurringMinor: number;
  /** Open charges of this period, including those of this change. */
  chargesMinor: number;
  discountMinor: number;
  taxMinor: number;
  /** recurring + charges − discount + tax. */
  totalMinor: number;
}

/** An effect of a change besides the lines. The summary shows one sentence for each. */
export type Effect =
  | { kind: 'upcoming-replaced'; upcoming: Upcoming }
  | { kind: 'upcoming-moved'; upcoming: Upcoming; to: Day }
  | { kind: 'cycle'; to: Cycle; on: Day }
  | { kind: 'committed'; until: Day }
  | { kind: 'discount'; discount: Discount };

export type RefusalReason =
  | 'nothing-changed'
  | 'renewal-due'
  | 'seats-below-one'
  | 'seats-too-many'
  | 'lowering-not-allowed'
  | 'seats-needed'
  | 'product-unknown'
  | 'product-not-for-sale'
  | 'product-already-there'
  | 'product-in-suite'
  | 'suite-overlaps'
  | 'needs-product'
  | 'line-gone'
  | 'plan-unknown'
  | 'plan-not-for-sale'
  | 'plan-moved'
  | 'plan-lower-not-allowed'
  | 'removal-not-allowed'
  | 'removal-needed-by'
  | 'removal-of-last'
  | 'removed-and-changed'
  | 'cycle-not-allowed'
  | 'cycle-same'
  | 'extension-not-allowed'
  | 'extension-too-long'
  | 'code-not-allowed'
  | 'code-unknown'
  | 'code-expired'
  | 'code-used-up'
  | 'code-already-one';

/** Why a change cannot be made, and at which field: the message key, the form field, and the product in question. */
export interface Refusal {
  reason: RefusalReason;
  /** `seats.<product>`, `plan.<product>`, `add.<product>`, `remove.<product>`, `cycle`, `extend`, `code`, or null for the whole form. */
  field: string | null;
  productId: string | null;
  /** The other product in question, where there is one: the product that is needed, or that includes this one. */
  otherProductId: string | null;
}

/** The priced outcome of a change, computed from our own data only (rules §1 "quote"). */
export interface Quote {
  version: number;
  today: Day;
  daysLeft: number;
  daysInPeriod: number;
  lines: QuoteLine[];
  cycle: { now: Cycle; later: Cycle };
  committedUntil: { before: Day; after: Day };
  /** The charge for the rest of the period; the next invoice collects it. */
  due: { netMinor: number; taxMinor: number; totalMinor: number };
  /** The price of all lines for one period, before discount and tax: before the change and right after it. */
  recurringMinor: { before: number; now: number };
  nextInvoice: InvoiceForecast;
  nextInvoiceBefore: InvoiceForecast;
  effects: Effect[];
  /** Decreases that this change schedules. They become upcoming changes when it is applied. */
  waiting: Waiting[];
  /** Empty when the change can be made. */
  refusals: Refusal[];
}
