import type { Urls } from '../paths.ts';
import { isId } from '../values/ids.ts';

/**
 * The values that the user typed about a member who could not get a seat (rules §4.22). They travel in the query of *Add more seats* under
 * the names of the form's own fields and come back in the same way, so that no input is lost and the server stores nothing.
 */
export interface Draft {
  /** The member on whose page the form is; null for a member who is being created. */
  memberId: string | null;
  name: string;
  email: string;
  role: string;
  /** Leading products of the ticked seat groups. */
  seats: string[];
}

/** The draft as form fields: for the query of a link, or for hidden inputs of a form that leads back. */
export function draftFields(draft: Draft): Record<string, string> {
  const fields: Record<string, string> = { for: draft.memberId ?? 'new' };
  for (const name of ['name', 'email', 'role'] as const) if (draft[name]) fields[name] = draft[name];
  for (const product of draft.seats) fields[`seats.${product}`] = 'yes';
  return fields;
}

export function draftQuery(draft: Draft): string {
  return new URLSearchParams(draftFields(draft)).toString();
}

/**
 * Reads the draft from a query or a form; null when it holds none. The values only fill in a form again, so they are not validated here.
 */
export function readDraft(fields: URLSearchParams): Draft | null {
  const target = fields.get('for') ?? '';
  if (target !== 'new' && !isId(target)) return null;
  return { memberId: target === 'new' ? null : target, ...readTyped(fields) };
}

/** Reads the values with which a query fills in the form. */
export function readTyped(fields: URLSearchParams): Omit<Draft, 'memberId'> {
  const text = (name: string, max: number) => (fields.get(name) ?? '').replace(/\p{Cc}/gu, '').slice(0, max);
  const seats = [...fields].filter(([, value]) => value === 'yes').map(([name]) => name.match(/^seats\.([a-z][a-z0-9-]{0,39})$/)?.[1]);
  return {
    name: text('name', 200),
    email: text('email', 300),
    role: text('role', 20),
    seats: seats.filter((product) => product !== undefined).slice(0, 50),
  };
}

/** The address of the form that the draft came from, with its values in the query. */
export function backToDraft(url: Urls, draft: Draft): string {
  const { for: _, ...fields } = draftFields(draft);
  const query = new URLSearchParams(fields).toString();
  return draft.memberId === null ? url.newMember(query) : url.member(draft.memberId, query);
}
