import { createHash } from 'node:crypto';
import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import type { Ctx, Env } from './deps.ts';

/** Why a field was refused: a key of `t.form`. A check that only one form needs has its own message key in that form's room. */
export type FieldProblem =
  | 'missing'
  | 'whole-number'
  | 'too-long'
  | 'control-characters'
  | 'choose-one'
  | 'email'
  | 'unknown-field'
  | 'repeated-field'
  | 'invalid';

export interface Problem {
  /** The name of the field, or null for the whole form. */
  field: string | null;
  key: FieldProblem;
}

/** The raw values of the form by field name, so that the page can show them again. */
export type FormValues = Record<string, string>;

const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

const problemKeys: readonly string[] = [
  'missing',
  'whole-number',
  'too-long',
  'control-characters',
  'choose-one',
  'email',
  'unknown-field',
  'repeated-field',
];

/**
 * The one parser of forms: every POST uses it. It accepts a form in which each field occurs at most once, is text without control
 * characters, is known to the schema and matches it. Otherwise `refuse` answers, usually with the same page, status 422 and the values of
 * the user. A body that is no form gets 400. A body that is too large has already got 413 from the middleware.
 *
 * @param schema a `z.strictObject` (unknown fields are refused) or a record; its messages are keys of `FieldProblem`
 */
export function form<S extends z.ZodType>(
  schema: S,
  refuse: (c: Ctx, formValues: FormValues, problems: Problem[]) => Response | Promise<Response>,
): MiddlewareHandler<Env, string, { in: { form: z.input<S> }; out: { form: z.output<S> } }> {
  const validate = zValidator('form', z.preprocess(onlyText, schema), async (result, context) => {
    const c = context as Context as Ctx;
    const formValues = readEntries(await c.req.formData());
    const issues = result.success ? [] : result.error.issues;
    const problems = [...formValues.problems, ...issues.flatMap((issue) => toProblem(issue as z.core.$ZodIssue))];
    if (problems.length > 0) return refuse(c, formValues.values, withoutRepeats(problems));
    return undefined;
  });
  return (async (c, next) => {
    if (!isForm.test(c.req.header('Content-Type') ?? '')) throw new HTTPException(400);
    return validate(c as never, next);
  }) as MiddlewareHandler as never;
}

/**
 * Reads the draft of a form from the query of the URL, as strictly as the form itself: a field that is repeated, unknown, too long or not
 * text is a problem. `formValues` has the values that could be read, so that the page can show them again.
 */
export function draftInQuery(c: Ctx, schema: z.ZodType): { formValues: FormValues; problems: Problem[] } {
  const { values, problems } = readEntries(new URL(c.req.url).searchParams);
  const { error } = schema.safeParse(values);
  return { formValues: values, problems: withoutRepeats([...problems, ...(error?.issues.flatMap(toProblem) ?? [])]) };
}

/** A whole number from 1 to 999999 in decimal digits. `Number()` alone would also accept "5e2" and "0x10". */
export const wholeNumber = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,5}$/, 'whole-number')
  .transform(Number);

/** A required line of text. It may not contain a line break, because people's names appear in the headers of mails. */
export function line(max: number) {
  return text(max).regex(/^[^\t\n\r]*$/, 'control-characters');
}

/** An e-mail address as it is stored: trimmed and in lower case. */
export const emailAddress = line(254).toLowerCase().pipe(z.email('email'));

/** A password, not trimmed. `src/auth` checks whether it is good enough. */
export const passwordText = z.string().min(1, 'missing').max(1000, 'too-long');

/** A required text that may have several lines. */
export function text(max: number) {
  return z.string().trim().min(1, 'missing').max(max, 'too-long');
}

/** The revision of the data that the form showed (`revisionOf`). */
export const revision = z.string().regex(/^[0-9a-f]{20}$/, 'invalid');

/** The idempotency key, created when the form is rendered: the same form sent twice takes effect once. */
export const idempotencyKey = z.string().regex(/^[0-9a-z]{20,40}$/, 'invalid');

/**
 * A hash of the idempotency key and all other values of the form. The same form sent twice takes effect once. A form that the Back button
 * restored with its old key counts as a new form when the user changed a value.
 */
export function idempotencyKeyOf(formValues: FormValues): string {
  const entries = Object.entries(formValues).toSorted(([nameA], [nameB]) => (nameA < nameB ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

/** The input for the schema: the first value of each field, as text. `readEntries` reports repeated fields. */
function onlyText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, clean(Array.isArray(field) ? field[0] : field)]));
}

function clean(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

/** A valid field name. Zod schemas overlook a field named "__proto__"; this pattern refuses it. */
const fieldName = /^[a-z][\w.-]{0,119}$/i;

/** The first value of each field, and the problems of fields that our forms never send this way. */
function readEntries(entries: Iterable<[string, unknown]>): { values: FormValues; problems: Problem[] } {
  // A map, because an attacker can name a field "constructor", which every plain object has.
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [field, value] of entries) {
    if (!fieldName.test(field)) problems.push({ field, key: 'unknown-field' });
    else if (values.has(field)) problems.push({ field, key: 'repeated-field' });
    else if (typeof value !== 'string') problems.push({ field, key: 'invalid' });
    else if (hasControlCharacters(value)) problems.push({ field, key: 'control-characters' });
    if (!values.has(field)) values.set(field, typeof value === 'string' ? withoutControlCharacters(value) : '');
  }
  return { values: Object.fromEntries(values), problems };
}

// All Unicode control characters (category Cc) except tab and line ends.
const controlCharacters = /[^\P{Cc}\t\n\r]/u;

function hasControlCharacters(value: string): boolean {
  return controlCharacters.test(value);
}

function withoutControlCharacters(value: string): string {
  return value.replace(new RegExp(controlCharacters, 'gu'), '');
}

function toProblem(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((field) => ({ field, key: 'unknown-field' }));
  if (issue.code === 'invalid_key') return [{ field: issue.path.join('.') || null, key: 'unknown-field' }];
  const field = issue.path.length > 0 ? issue.path.join('.') : null;
  const key = problemKeys.includes(issue.message) ? (issue.message as FieldProblem) : issue.code === 'invalid_type' ? 'missing' : 'invalid';
  return [{ field, key }];
}

/** Keeps only the first problem of each field. */
function withoutRepeats(problems: Problem[]): Problem[] {
  return problems.filter(({ field }, index) => problems.findIndex((problem) => problem.field === field) === index);
}
