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

/** The user who opens a page, their language, and the data that every page needs. For visitors `member` and `account` are null. */
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
  /** The number of pending requests that this viewer may decide. */
  waiting: number;
  /** Whether this viewer has a pending request (rules §4.4). */
  hasPending: boolean;
  /** For operators: the number of mails that were refused or keep failing. */
  failedMail: number;
  /** The result of the last action, shown once (rules §4.19). */
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
  /** Increases with every change of the data that the account's pages show. */
  version: number;
  /** Identifies the state of the catalogue that this request sees. */
  catalogueMark: string;
}

/** A viewer who is signed in, as the guards return it. */
export type SignedInViewer = Viewer & { member: SignedInMember; account: SignedInAccount };
