import { createHash } from 'node:crypto';
import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import type { Ctx, Env } from './deps.ts';

/** Why a field was not accepted: a key of `t.form`. Forms add their own keys for what only they know. */
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

/** What was typed, as it was typed, so that the page can show it again. */
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
 * The one reader of forms: every POST goes through it. A form is accepted when each field is there at most once, is text without
 * control characters, is known to the schema and fits it. Otherwise `refuse` answers, usually with the same page, 422 and what was
 * typed. A body that is no form at all is 400, a huge one 413, before this is asked.
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
 * The draft of a form in an address, read as strictly as the form itself: a field that is repeated, unknown, too long or not text is a
 * problem, and what could be read is shown again.
 */
export function draftInQuery(c: Ctx, schema: z.ZodType): { formValues: FormValues; problems: Problem[] } {
  const { values, problems } = readEntries(new URL(c.req.url).searchParams);
  const { error } = schema.safeParse(values);
  return { formValues: values, problems: withoutRepeats([...problems, ...(error?.issues.flatMap(toProblem) ?? [])]) };
}

/** A whole number from 1 to 999999 as people type it; never by coercion, which takes "5e2" and "0x10". */
export const wholeNumber = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,5}$/, 'whole-number')
  .transform(Number);

/** A line of text that must be there. Names of people stand in headers of mail: no line ends in them. */
export function line(max: number) {
  return text(max).regex(/^[^\t\n\r]*$/, 'control-characters');
}

/** An e-mail address as we keep it: without spaces around it, in lower case. */
export const emailAddress = line(254).toLowerCase().pipe(z.email('email'));

/** A password as it was typed; whether it is a good one is asked elsewhere. */
export const passwordText = z.string().min(1, 'missing').max(1000, 'too-long');

/** A text of several lines that must be there. */
export function text(max: number) {
  return z.string().trim().min(1, 'missing').max(max, 'too-long');
}

/** The revision of what was on the screen (`revisionOf`). */
export const revision = z.string().regex(/^[0-9a-f]{20}$/, 'invalid');

/** Chosen when the form was rendered; the same form sent twice has one effect. */
export const idempotencyKey = z.string().regex(/^[0-9a-z]{20,40}$/, 'invalid');

/**
 * What makes the same form the same: its key and everything typed in it. Sent twice it has one effect; with another number in it, it
 * is another form, though the Back button brought it with the old key.
 */
export function idempotencyKeyOf(formValues: FormValues): string {
  const entries = Object.entries(formValues).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

/** A repeated field is reported by its own message; the schema sees its first value. */
function onlyText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, clean(Array.isArray(one) ? one[0] : one)]));
}

function clean(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

/** What fields of ours are called; schemas overlook "__proto__". */
const nameOfField = /^[a-z][\w.-]{0,119}$/i;

/** Each field with the first of its values, and which of them cannot be what a form of ours sent. */
function readEntries(entries: Iterable<[string, unknown]>): { values: FormValues; problems: Problem[] } {
  // A map, because somebody can call a field "constructor".
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [field, value] of entries) {
    if (!nameOfField.test(field)) problems.push({ field, key: 'unknown-field' });
    else if (values.has(field)) problems.push({ field, key: 'repeated-field' });
    else if (typeof value !== 'string') problems.push({ field, key: 'invalid' });
    else if (hasControlCharacters(value)) problems.push({ field, key: 'control-characters' });
    if (!values.has(field)) values.set(field, typeof value === 'string' ? withoutControlCharacters(value) : '');
  }
  return { values: Object.fromEntries(values), problems };
}

// Everything below a space but tab and line ends, and the delete character.
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

/** One message a field is enough: the first. */
function withoutRepeats(problems: Problem[]): Problem[] {
  return problems.filter((one, index) => problems.findIndex((other) => other.field === one.field) === index);
}
