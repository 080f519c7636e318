import type { Messages } from '../i18n/messages.ts';
import type { Problem } from './form.ts';

/**
 * Turns the problems that `form` found into messages for the error summary and the fields. `labels` maps the name of each field on the page
 * to its label. A problem with any other name gets `field: null`, because the summary has no field to link to.
 */
export function fieldErrors(
  t: Messages,
  problems: readonly Problem[],
  labels: Readonly<Record<string, string>>,
): { field: string | null; text: string }[] {
  return problems.map(({ field, key }) => {
    const label = field !== null && Object.hasOwn(labels, field) ? labels[field] : undefined;
    const text = key === 'missing' && label ? t.form.missingNamed(label) : t.form[key];
    return { field: label === undefined ? null : field, text };
  });
}
