/** Every kind of mail, as the operator desk and the logs name it. */
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

/** Mails with a secret link, which works for any person who has it. Their text is deleted when they are given up. */
const secret: ReadonlySet<string> = new Set<MailKind>(['invitation', 'password-reset']);

export function holdsSecret(mail: string): boolean {
  return secret.has(mail);
}
