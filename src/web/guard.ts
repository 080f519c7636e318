import { Forbidden, NotFound, SignInNeeded } from '../errors.ts';
import type { Permission } from '../permissions.ts';
import { isId } from '../values/ids.ts';
import type { Ctx } from './deps.ts';
import type { SignedInViewer } from './viewer.ts';

/** Whoever is signed in. @throws SignInNeeded */
export function signedIn(c: Ctx): SignedInViewer {
  const viewer = c.var.viewer;
  if (!viewer.member || !viewer.account) throw new SignInNeeded();
  return viewer as SignedInViewer;
}

/** Somebody whose role may do this in their account, by the matrix of rules §3. @throws SignInNeeded, Forbidden */
export function permitted(c: Ctx, permission: Permission): SignedInViewer {
  const insider = signedIn(c);
  if (!insider.can(permission)) throw new Forbidden(permission);
  return insider;
}

/** An operator of this instance (rules §4.25). @throws SignInNeeded, Forbidden */
export function operator(c: Ctx): SignedInViewer {
  const insider = signedIn(c);
  if (!insider.member.isOperator) throw new Forbidden(null);
  return insider;
}

/** An id in the address of a page; one that has not even the form of an id leads to what does not exist. @throws NotFound */
export function idInPath(c: Ctx, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!isId(id)) throw new NotFound();
  return id;
}
