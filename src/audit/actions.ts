/**
 * Every action that is recorded (rules §4.26), in the groups of the audit page's filter. The name of an action is its subject and a verb
 * in the past tense.
 */
export const auditGroups = {
  requests: [
    'request.submitted',
    'request.edited',
    'request.withdrawn',
    'request.reminded',
    'request.approved',
    'request.rejected',
    'request.closed',
  ],
  subscription: [
    'subscription.changed',
    'subscription.extended',
    'subscription.renewed',
    'upcoming.scheduled',
    'upcoming.undone',
    'upcoming.applied',
    'upcoming.voided',
    'promotion.redeemed',
    'promotion.ended',
    'temporarySeats.added',
    'temporarySeats.started',
    'temporarySeats.changed',
    'temporarySeats.ended',
    'order.placed',
  ],
  team: [
    'member.invited',
    'member.invitedAgain',
    'member.joined',
    'member.edited',
    'member.roleChanged',
    'member.suspended',
    'member.reactivated',
    'member.downgraded',
    'ownership.transferred',
    'seat.given',
    'seat.freed',
    'seat.lost',
    'seats.ranOut',
    'seats.chosen',
  ],
  access: [
    'session.started',
    'session.ended',
    'session.refused',
    'password.changed',
    'password.resetRequested',
    'password.reset',
    'language.changed',
  ],
  billing: ['invoice.created', 'invoice.paid', 'payment.changed'],
  account: [
    'account.created',
    'account.typeChanged',
    'account.representativeChanged',
    'account.cancelled',
    'settings.changed',
    'operator.appointed',
    'operator.dismissed',
    'letter.sentAgain',
    'letter.setAside',
  ],
  catalogue: [
    'product.created',
    'product.changed',
    'plan.created',
    'plan.changed',
    'price.changed',
    'suite.changed',
    'coupon.created',
    'coupon.changed',
    'coupon.ended',
  ],
} as const;

export type AuditGroup = keyof typeof auditGroups;
export type AuditAction = (typeof auditGroups)[AuditGroup][number];

export const auditGroupNames = Object.keys(auditGroups) as AuditGroup[];

export function isAuditGroup(text: string): text is AuditGroup {
  return Object.hasOwn(auditGroups, text);
}

export const auditActions = Object.values(auditGroups).flat() as AuditAction[];
