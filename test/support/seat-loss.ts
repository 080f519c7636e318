import { type Browser, fieldsOf, type Page } from './app.ts';

/**
 * When the answer redirects to the step that shows who loses a seat, confirms that step with its preselected members. Otherwise returns the
 * answer unchanged.
 */
export async function confirmSeatLoss(person: Browser, answer: Page, action: string, fields: Record<string, string> = {}): Promise<Page> {
  if (answer.status !== 303 || !answer.location?.includes('/losers?')) return answer;
  const step = await person.get(answer.location);
  return person.post(action, { ...fieldsOf(step.html, action), do: 'later', ...fields });
}
