/** Every kind of letter, as operators and logs see it. */
export type MailKind =
  | 'request-submitted'
  | 'representative-asked'
  | 'request-edited'
  | 'request-reminder'
  | 'request-approved'
  | 'request-rejected'
  | 'request-withdrawn'
  | 'request-closed'
  | 'invitation'
  | 'password-reset'
  | 'password-changed'
  | 'member-role'
  | 'member-downgraded'
  | 'member-suspended'
  | 'member-reactivated'
  | 'owner-new'
  | 'owner-former'
  | 'seats-ran-out'
  | 'invoice-created'
  | 'seat-lost'
  | 'seats-taken'
  | 'temporary-ending'
  | 'account-cancelled';

/** Letters with a link that opens something to whoever has it: once it is clear that they do not arrive, their text goes. */
const secret: ReadonlySet<string> = new Set<MailKind>(['invitation', 'password-reset']);

export function holdsSecret(mail: string): boolean {
  return secret.has(mail);
}
