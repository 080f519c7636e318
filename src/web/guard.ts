import { Forbidden, NotFound, SignInNeeded } from '../errors.ts';
import type { Permission } from '../permissions.ts';
import { isId } from '../values/ids.ts';
import type { Ctx } from './deps.ts';
import type { SignedInViewer } from './viewer.ts';

/** The viewer, who must be signed in. @throws SignInNeeded */
export function signedIn(c: Ctx): SignedInViewer {
  const viewer = c.var.viewer;
  if (!viewer.member || !viewer.account) throw new SignInNeeded();
  return viewer as SignedInViewer;
}

/** The viewer, whose role must have this permission in their account by the matrix of rules §3. @throws SignInNeeded, Forbidden */
export function permitted(c: Ctx, permission: Permission): SignedInViewer {
  const viewer = signedIn(c);
  if (!viewer.can(permission)) throw new Forbidden(permission);
  return viewer;
}

/** The viewer, who must be an operator of this instance (rules §4.25). @throws SignInNeeded, Forbidden */
export function operator(c: Ctx): SignedInViewer {
  const viewer = signedIn(c);
  if (!viewer.member.isOperator) throw new Forbidden(null);
  return viewer;
}

/** The id in the path. @throws NotFound when it does not have the format of an id */
export function idInPath(c: Ctx, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!isId(id)) throw new NotFound();
  return id;
}
