import { can, type PermissionAccount, type Role } from '../permissions.ts';
import type { Allowed } from '../pricing/types.ts';

/** What a user in this role may change without a request, beyond adding (rules §3 rows 6–8a). */
export function allowedToChange(role: Role, account: PermissionAccount): Allowed {
  return {
    lower: can(role, account, 'subscription.lower'),
    remove: can(role, account, 'product.remove'),
    extend: can(role, account, 'subscription.extend'),
    promotionCode: can(role, account, 'promotion.use'),
  };
}

/**
 * What a user may ask for in a request, beyond adding: on self-service the same as a billing admin may change, elsewhere nothing
 * (rules §4.2).
 */
export function allowedToRequest(account: PermissionAccount): Allowed {
  const isSelfService = account.type === 'self_service';
  return { lower: isSelfService, remove: false, extend: isSelfService, promotionCode: isSelfService };
}

/** An operator may change everything, in an account of any type (rules §4.25). */
export const allowedToOperator: Allowed = { lower: true, remove: true, extend: true, promotionCode: true };
