import type { Permission } from './permissions.ts';

/** Nothing at this address, or nothing of this account: both look the same (rules §3). */
export class NotFound extends Error {}

/** The role does not include it. Names the permission, so that the page can say whom to ask. */
export class Forbidden extends Error {
  readonly permission: Permission | null;
  constructor(permission: Permission | null) {
    super(`forbidden: ${permission ?? 'this page'}`);
    this.permission = permission;
  }
}

/** Nobody is signed in: goes to the sign-in page and comes back. */
export class SignInNeeded extends Error {}
