import { type Browser, fieldsOf, type Page } from './app.ts';

/** Where an answer leads to the step in which those who lose their seat are shown: through it, leaving them as they are. */
export async function throughTheStep(person: Browser, answer: Page, action: string, fields: Record<string, string> = {}): Promise<Page> {
  if (answer.status !== 303 || !answer.location?.includes('/losers?')) return answer;
  const step = await person.get(answer.location);
  return person.post(action, { ...fieldsOf(step.html, action), do: 'later', ...fields });
}
