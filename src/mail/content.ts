import { html, raw } from 'hono/html';
import type { Language } from '../i18n/language.ts';

/** The content of a mail before it is rendered as text and HTML, in the recipient's language. */
export interface MailContent {
  language: Language;
  /** Fixed text only: a subject never contains text that a user typed (rules §4.27). */
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** A label with one value, or with several values below each other. */
  facts: readonly (readonly [label: string, value: string | readonly string[]])[];
  /** Text that a user wrote, shown as a quotation. */
  quote: { label: string; text: string } | null;
  /** The one button of the mail. Its URL starts with BASE_URL. */
  action: { label: string; url: string } | null;
  /** Why the recipient gets this mail. */
  footer: string;
}

/** The mail as plain text. Every line of a quotation begins with `>`, so that text of a user cannot look like ours. */
export function mailText(mail: MailContent): string {
  const parts = [mail.greeting, ...mail.paragraphs];
  if (mail.facts.length > 0) parts.push(mail.facts.map(textFact).join('\n'));
  if (mail.quote) parts.push(`${mail.quote.label}:\n${quoted(mail.quote.text)}`);
  if (mail.action) parts.push(`${mail.action.label}:\n${mail.action.url}`);
  parts.push(`-- \n${mail.footer}`);
  return `${parts.join('\n\n')}\n`;
}

function textFact([label, value]: MailContent['facts'][number]): string {
  return typeof value === 'string' ? `${label}: ${value}` : `${label}:\n${value.map((item) => `- ${item}`).join('\n')}`;
}

function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The mail as a complete HTML page: it loads nothing from a server, and it follows the reader's light or dark mode. */
export function mailHtml(mail: MailContent): string {
  const { facts, quote, action } = mail;
  return String(html`<!DOCTYPE html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${mail.subject}</title>
<style>${raw(style)}</style>
</head>
<body>
<div class="letter">
<p>${mail.greeting}</p>
${mail.paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}
${
  facts.length > 0
    ? html`<table><tbody>
${facts.map(htmlFact)}</tbody></table>`
    : ''
}
${quote ? html`<p class="label">${quote.label}</p>\n<blockquote>${lines(quote.text)}</blockquote>` : ''}
${action ? html`<p><a class="action" href="${action.url}">${action.label}</a></p>\n<p class="address">${action.url}</p>` : ''}
<p class="footer">${mail.footer}</p>
</div>
</body>
</html>
`);
}

function htmlFact([label, value]: MailContent['facts'][number]) {
  const values = typeof value === 'string' ? value : value.map((item, index) => html`${index > 0 ? raw('<br>') : ''}${item}`);
  return html`<tr><th scope="row">${label}</th><td>${values}</td></tr>\n`;
}

function lines(text: string) {
  return text.split(/\r\n|\r|\n/).map((line, index) => html`${index > 0 ? raw('<br>') : ''}${line}`);
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 16px; font: 16px/1.5 system-ui, sans-serif; background: #ffffff; color: #1b2430; }
.letter { max-width: 560px; margin: 0 auto; }
table { border-collapse: collapse; width: 100%; margin: 16px 0; }
th, td { padding: 8px 12px 8px 0; text-align: left; vertical-align: top; border-top: 1px solid #c9d1da; overflow-wrap: anywhere; }
th { font-weight: 600; width: 35%; }
.label { margin-bottom: 4px; font-weight: 600; }
blockquote { margin: 0 0 16px; padding: 4px 12px; border-left: 3px solid #8a97a6; overflow-wrap: anywhere; }
.action { display: inline-block; padding: 10px 18px; border-radius: 6px; background: #0b5c4a; color: #ffffff; font-weight: 600; text-decoration: none; }
.address, .footer { font-size: 14px; color: #566373; overflow-wrap: anywhere; }
.footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid #c9d1da; }
@media (prefers-color-scheme: dark) {
  body { background: #12181f; color: #e7ecf1; }
  th, td, .footer { border-color: #3a4653; }
  .action { background: #5fd3b4; color: #0b1a16; }
  .address, .footer { color: #a7b3c0; }
}
`;
