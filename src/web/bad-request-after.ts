import { badRequestPage } from '../../views/errors.tsx';
import { render } from './answer.ts';
import type { Ctx } from './deps.ts';
import type { Viewer } from './viewer.ts';

/**
 * The `refuse` of a form without inputs: our page did not send the extra or broken field, so the answer is 400 and no form is shown again.
 * `guard` runs first, so that a user without the permission gets 403 instead.
 */
export function badRequestAfter(guard: (c: Ctx) => Viewer): (c: Ctx) => Promise<Response> {
  return (c) => render(c, badRequestPage(guard(c)), 400);
}
