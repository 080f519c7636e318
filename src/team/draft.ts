import type { Urls } from '../paths.ts';
import { isId } from '../values/ids.ts';

/**
 * What was typed about a member while there was no seat for them (rules §4.22). It travels in the query of *Add more seats* under the names
 * of the form's own fields and comes back from there, so nothing that was typed is lost and nothing is stored.
 */
export interface Draft {
  /** The member whose page it belongs to; null: one that is being created. */
  memberId: string | null;
  name: string;
  email: string;
  role: string;
  /** Leading products of the seat groups that were ticked. */
  seats: string[];
}

/** The draft as fields: for the query of a link, or as hidden inputs of a form that leads back. */
export function draftFields(draft: Draft): Record<string, string> {
  const fields: Record<string, string> = { for: draft.memberId ?? 'new' };
  for (const name of ['name', 'email', 'role'] as const) if (draft[name]) fields[name] = draft[name];
  for (const product of draft.seats) fields[`seats.${product}`] = 'yes';
  return fields;
}

export function draftQuery(draft: Draft): string {
  return new URLSearchParams(draftFields(draft)).toString();
}

/** The draft in a query or a form; null when there is none. Nothing in it is believed: it only fills in a form again. */
export function readDraft(fields: URLSearchParams): Draft | null {
  const whose = fields.get('for') ?? '';
  if (whose !== 'new' && !isId(whose)) return null;
  return { memberId: whose === 'new' ? null : whose, ...readTyped(fields) };
}

/** What the query of the form's own page fills in. */
export function readTyped(fields: URLSearchParams): Omit<Draft, 'memberId'> {
  const text = (name: string, max: number) => (fields.get(name) ?? '').replace(/\p{Cc}/gu, '').slice(0, max);
  const seats = [...fields].filter(([, value]) => value === 'yes').map(([name]) => name.match(/^seats\.([a-z][a-z0-9-]{0,39})$/)?.[1]);
  return {
    name: text('name', 200),
    email: text('email', 300),
    role: text('role', 20),
    seats: seats.filter((one) => one !== undefined).slice(0, 50),
  };
}

/** Where the draft came from, filled in again. */
export function backToDraft(url: Urls, draft: Draft): string {
  const { for: _, ...fields } = draftFields(draft);
  const query = new URLSearchParams(fields).toString();
  return draft.memberId === null ? url.newMember(query) : url.member(draft.memberId, query);
}
