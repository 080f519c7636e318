import type { Format } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Urls } from '../paths.ts';
import type { AccountType, Permission, Role } from '../permissions.ts';
import type { Day } from '../values/day.ts';

export interface Assets {
  css: string;
  js: string;
  htmx: string;
  icon: string;
}

/** Who looks at a page, in which language, and the facts that every page needs. Visitors have no member and no account. */
export interface Viewer {
  language: Language;
  t: Messages;
  f: Format;
  url: Urls;
  assets: Assets;
  /** Path and query of this page, for the language switch and the current item of the navigation. */
  path: string;
  today: Day;
  /** Epoch seconds, read once per request. */
  now: number;
  requestId: string;
  member: SignedInMember | null;
  account: SignedInAccount | null;
  /** Requests that wait for this viewer's decision. */
  waiting: number;
  /** Whether a request of this viewer waits for an answer (rules §4.4). */
  hasPending: boolean;
  /** For operators: letters that were refused or keep failing. */
  failedMail: number;
  /** A message of the last action, shown once (rules §4.19). */
  notice: Notice | null;
  can(permission: Permission): boolean;
}

export interface Notice {
  kind: 'success' | 'information';
  text: string;
}

export interface SignedInMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  isOperator: boolean;
  sessionId: string;
}

export interface SignedInAccount {
  id: string;
  name: string;
  type: AccountType;
  status: 'active' | 'cancelled';
  currency: string;
  taxRateBp: number;
  requestsEnabled: boolean;
  showPrices: boolean;
  mailBillingAdmins: boolean;
  representativeId: string | null;
  payment: { method: 'invoice' | 'card'; termsDays: number; cardBrand: string | null; cardLast4: string | null };
  /** Counts every change of what the account's pages show. */
  version: number;
  /** Which state of the catalogue this request sees. */
  catalogueMark: string;
}

/** A viewer who is signed in, as guards hand it on. */
export type SignedInViewer = Viewer & { member: SignedInMember; account: SignedInAccount };
