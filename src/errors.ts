import type { Permission } from './permissions.ts';

/** The object does not exist, or it belongs to another account: the answer is the same 404 (rules §3). */
export class NotFound extends Error {}

/** The role of the user lacks the permission. The error carries the permission, so that the page can say whom to ask. */
export class Forbidden extends Error {
  readonly permission: Permission | null;
  constructor(permission: Permission | null) {
    super(`forbidden: ${permission ?? 'this page'}`);
    this.permission = permission;
  }
}

/** The visitor is not signed in: they are redirected to the sign-in page, and back after it. */
export class SignInNeeded extends Error {}
