import { can, type PermissionAccount, type Role } from '../permissions.ts';
import type { Allowed } from '../pricing/types.ts';

/** What somebody in this role may change by themselves, beyond adding (rules §3 rows 6–8a). */
export function allowedToChange(role: Role, account: PermissionAccount): Allowed {
  return {
    lower: can(role, account, 'subscription.lower'),
    remove: can(role, account, 'product.remove'),
    extend: can(role, account, 'subscription.extend'),
    promotionCode: can(role, account, 'promotion.use'),
  };
}

/** What can be asked for, beyond adding: on self-service whatever a billing admin may do, elsewhere nothing (rules §4.2). */
export function allowedToRequest(account: PermissionAccount): Allowed {
  const isSelfService = account.type === 'self_service';
  return { lower: isSelfService, remove: false, extend: isSelfService, promotionCode: isSelfService };
}

/** An operator acts for an account whatever its type: everything may be changed (rules §4.25). */
export const allowedToOperator: Allowed = { lower: true, remove: true, extend: true, promotionCode: true };
