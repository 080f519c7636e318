import type { Language } from '../../i18n/language.ts';
import type { AccountType } from '../../permissions.ts';
import type { Cycle } from '../../values/period.ts';
import type { TeamSize } from './people.ts';

/** An account on its first day. `events.ts` has what happened in it later. */
export interface AccountPlan {
  domain: string;
  name: string;
  type: AccountType;
  currency: 'EUR' | 'CHF';
  taxRateBp: number;
  language: Language;
  requestsEnabled: boolean;
  cycle: Cycle;
  /** How many complete periods are over. */
  periodsAgo: number;
  /** How many days of the current period are over. */
  daysIntoPeriod: number;
  payment: { method: 'card'; brand: string; last4: string } | { method: 'invoice'; termsDays: number; purchaseOrder: string | null };
  /** Product and plan, in any order. */
  lines: [product: string, plan: string][];
  /** Bought seats on the first day, by the leader of the seat group. Members get their seats in the order of these groups. */
  seats: Record<string, number>;
  /** How many members of each kind; null for the account of the operators. */
  cast: TeamSize | null;
}

/** The account of the operators, who run the instance for the other accounts. It is the oldest account. */
export const vendor: AccountPlan = {
  domain: 'vendor.example',
  name: 'Muster Software',
  type: 'self_service',
  currency: 'EUR',
  taxRateBp: 1900,
  language: 'en',
  requestsEnabled: true,
  cycle: 'annual',
  periodsAgo: 1,
  daysIntoPeriod: 200,
  payment: { method: 'invoice', termsDays: 30, purchaseOrder: null },
  lines: [['support', 'Team']],
  seats: { support: 6 },
  cast: null,
};

/** Shows prices on every page. Has temporary seats, a discount, a scheduled decrease, a group with one free seat and a group with none. */
export const selfService: AccountPlan = {
  domain: 'self-service.example',
  name: 'Studio Beispiel',
  type: 'self_service',
  currency: 'EUR',
  taxRateBp: 1900,
  language: 'en',
  requestsEnabled: true,
  cycle: 'monthly',
  periodsAgo: 9,
  daysIntoPeriod: 18,
  payment: { method: 'card', brand: 'Mastercard', last4: '4242' },
  lines: [
    ['support-suite', 'Professional'],
    ['ai-assist', 'Standard'],
    ['sales', 'Team'],
    ['voice', 'Standard'],
    ['status-page', 'Standard'],
  ],
  seats: { 'support-suite': 12, sales: 6, voice: 4 },
  cast: { agents: 11, both: 3, secondOnly: 3, third: 3, endUsers: 4 },
};

/** Has nine lines, so that adding seats opens the full cart. */
export const onlineAssisted: AccountPlan = {
  domain: 'online-assisted.example',
  name: 'Fictief Logistics',
  type: 'online_assisted',
  currency: 'CHF',
  taxRateBp: 810,
  language: 'en',
  requestsEnabled: true,
  cycle: 'annual',
  periodsAgo: 1,
  daysIntoPeriod: 130,
  payment: { method: 'invoice', termsDays: 30, purchaseOrder: null },
  lines: [
    ['support-suite', 'Enterprise'],
    ['ai-assist', 'Standard'],
    ['workforce-planner', 'Standard'],
    ['quality-review', 'Standard'],
    ['sales', 'Growth'],
    ['voice', 'Standard'],
    ['insights', 'Standard'],
    ['advanced-security', 'Standard'],
    ['status-page', 'Standard'],
  ],
  seats: { 'support-suite': 20, sales: 8, voice: 5 },
  cast: { agents: 12, both: 2, secondOnly: 3, third: 3, endUsers: 3 },
};

/** Only the representative can make changes. */
export const salesAssisted: AccountPlan = {
  domain: 'sales-assisted.example',
  name: 'Clinique Exemple',
  type: 'sales_assisted',
  currency: 'EUR',
  taxRateBp: 2000,
  language: 'fr',
  requestsEnabled: false,
  cycle: 'annual',
  periodsAgo: 1,
  daysIntoPeriod: 75,
  payment: { method: 'invoice', termsDays: 45, purchaseOrder: 'PO-2207-14' },
  lines: [
    ['support-suite', 'Enterprise'],
    ['workforce-planner', 'Standard'],
    ['sales', 'Professional'],
    ['advanced-security', 'Standard'],
  ],
  seats: { 'support-suite': 20, sales: 6 },
  cast: { agents: 11, both: 2, secondOnly: 3, third: 0, endUsers: 3 },
};

/** Managed by the vendor; the members can only view it. */
export const managed: AccountPlan = {
  domain: 'managed.example',
  name: 'Esempio Energia',
  type: 'managed',
  currency: 'EUR',
  taxRateBp: 2200,
  language: 'it',
  requestsEnabled: false,
  cycle: 'monthly',
  periodsAgo: 5,
  daysIntoPeriod: 11,
  payment: { method: 'invoice', termsDays: 60, purchaseOrder: 'ODA 31/B' },
  lines: [
    ['support-suite', 'Enterprise'],
    ['quality-review', 'Standard'],
    ['voice', 'Professional'],
    ['insights', 'Professional'],
  ],
  seats: { 'support-suite': 22, voice: 8 },
  cast: { agents: 12, both: 4, secondOnly: 2, third: 0, endUsers: 4 },
};
