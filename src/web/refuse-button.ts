import { badRequestPage } from '../../views/errors.tsx';
import { render } from './answer.ts';
import type { Ctx } from './deps.ts';
import type { Viewer } from './viewer.ts';

/**
 * The answer to a form of buttons alone that holds anything else: nobody can have typed it, so there is nothing to show again. `guard`
 * comes first: who may not press the button is told that.
 */
export function refuseButton(guard: (c: Ctx) => Viewer): (c: Ctx) => Promise<Response> {
  return (c) => render(c, badRequestPage(guard(c)), 400);
}
