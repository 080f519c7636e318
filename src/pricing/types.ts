import type { Catalogue, Cycle } from '../catalogue/catalogue.ts';
import type { Day } from '../values/day.ts';

/** Lines that always have the same number of seats (rules §1 "seat group"). Named by the product that leads it. */
export interface SeatGroup {
  id: string;
  leaderProductId: string;
  /** Bought for good; temporary seats are not in it. */
  seats: number;
  /** Held by active, invited and suspended members alike. */
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

/** Extra seats of a group between two days, both counted. */
export interface TemporarySeats {
  id: string;
  groupId: string;
  seats: number;
  firstOn: Day;
  lastOn: Day;
}

/** Less, that waits for the end of the period or of the commitment (rules §4.15). `seats` is about a group, by the product that leads it. */
export type Waiting = { effectiveOn: Day } & (
  | { kind: 'seats'; productId: string; toSeats: number }
  | { kind: 'plan'; productId: string; toPlanId: string }
  | { kind: 'removal'; productId: string }
  | { kind: 'cycle'; toCycle: Cycle }
);

/** What already waits, and can be undone until it is carried out (rules §4.12). */
export type Upcoming = { id: string } & Waiting;

/** The one discount an account has. It lowers the recurring amount of the next `periodsLeft` invoices; null: for ever. */
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
  /** Counts every change; a form carries the version it was made from. */
  version: number;
  cycle: Cycle;
  /** The day from which all periods are counted, so that month ends never drift. */
  anchorOn: Day;
  periodStartsOn: Day;
  periodEndsOn: Day;
  /** Nothing is lowered before this day, and prices are kept until it. Never before `periodEndsOn`. */
  committedUntil: Day;
  groups: SeatGroup[];
  lines: Line[];
  temporary: TemporarySeats[];
  upcoming: Upcoming[];
  discount: Discount | null;
  /** Charges of this period that the next invoice will collect, before tax. */
  openChargesMinor: number;
}

/** What somebody wants done, as differences against `version` (rules §1 "change"). Plain data: it is stored as JSON. */
export interface Change {
  /** The version of the subscription that was on the screen. */
  version: number;
  /** More (positive) or fewer (negative) seats, by the product that leads the group. Never 0. */
  seats: Record<string, number>;
  /** Another plan, by product. `from` is what was on the screen; the change no longer applies when it has moved. */
  plans: Record<string, { from: string; to: string }>;
  /** Products and add-ons to add. `seats` only for one that is its own group; a follower takes those of its group. */
  add: Record<string, { planId: string; seats: number | null }>;
  /** Products and add-ons to remove. */
  remove: string[];
  cycle: Cycle | null;
  /** Further billing cycles to commit to. */
  extendCycles: number | null;
  promotionCode: string | null;
}

/** What the maker of a change may do (from the matrix of rules §3); what is false is refused whatever was posted. */
export interface Allowed {
  /** Fewer seats, a lower plan, another cycle. */
  lower: boolean;
  remove: boolean;
  extend: boolean;
  promotionCode: boolean;
}

/** What a typed promotion code turned out to be; looked up before the quote, because rules read nothing. */
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

/** A line of the subscription before the change, right after it, and later when something waits (rules §4.3). */
export interface QuoteLine {
  productId: string;
  name: string;
  /** `seats` is null on a flat line; a state is null when the line is not there then. */
  before: LineState | null;
  now: LineState | null;
  /** Only when this line will be different later, by this change or an upcoming one: the state from `laterOn` on, null when it is removed then. */
  later: LineState | null;
  laterOn: Day | null;
  /** Charged because of this change, before tax: for the rest of the period, rounded half up, and for `temporary`. Never negative. */
  dueMinor: number;
  /** The part of it for temporary seats of the group, which a dearer plan or a new product makes dearer too. */
  temporary: TemporaryDue[];
  /** Whether this change touches the line. */
  changed: boolean;
}

/** What some temporary seats cost more, from the first of these days to the last, before tax, rounded half up. */
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
  /** The lines for the coming period, as they will be then. */
  recurringMinor: number;
  /** Open charges of this period, those of this change included. */
  chargesMinor: number;
  discountMinor: number;
  taxMinor: number;
  /** recurring + charges − discount + tax. */
  totalMinor: number;
}

/** Something that happens besides the lines; the summary says each in a sentence. */
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

/** Why a change cannot be made, and at which field: its message key, the form field, and the product it is about. */
export interface Refusal {
  reason: RefusalReason;
  /** `seats.<product>`, `plan.<product>`, `add.<product>`, `remove.<product>`, `cycle`, `extend`, `code`, or null for the whole form. */
  field: string | null;
  productId: string | null;
  /** The other product in question, where there is one (what is needed, what includes it). */
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
  /** For the rest of the period, on the next invoice. */
  due: { netMinor: number; taxMinor: number; totalMinor: number };
  /** Lines for one period, before discount and tax: as they were and as they are right after the change. */
  recurringMinor: { before: number; now: number };
  nextInvoice: InvoiceForecast;
  nextInvoiceBefore: InvoiceForecast;
  effects: Effect[];
  /** What this change leaves for later: the rows that join the upcoming ones when it is applied. */
  waiting: Waiting[];
  /** Empty means that the change can be made. */
  refusals: Refusal[];
}
