/**
 *   Page        v · title · current (item of the navigation) · error (prefixes the title) · wide · children      the whole document
 *   PageHeader  title · lead · back { href, label } · children (actions)                                        the one h1
 *
 * Order inside `main`: notice of the last action, then the page's own ErrorSummary, PageHeader, Tabs, content, and on the operator desk
 * the version of the program.
 */

import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { type Language, languages } from '../src/i18n/language.ts';
import { messagesFor } from '../src/i18n/messages.ts';
import { version } from '../src/version.ts';
import type { SignedInViewer, Viewer } from '../src/web/viewer.ts';
import { Icon } from './parts/icon.tsx';
import { type NavItem, Navigation } from './parts/navigation.tsx';
import { Notice } from './parts/notice.tsx';
import { classes, VisuallyHidden } from './parts/text.tsx';

export type { NavItem };

interface PageProps {
  v: Viewer;
  title: string;
  current?: NavItem;
  /** The form came back with errors: the title starts with “Error: ”. */
  error?: boolean;
  /** For wide tables: does not limit the width of `main`. */
  wide?: boolean;
  children: Child;
}

/**
 * No history, because every page has its own URL. A server error swaps nothing. No style element added by script, because the CSP would
 * block it. A morph ignores the `open` attribute, so a `<details>` that the user opened stays open.
 */
const htmxConfig = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  noSwap: [204, 304, '5xx'],
  defaultSettleDelay: 0,
  morphIgnore: ['data-htmx-powered', 'open'],
});

/** A popover opens without JavaScript and closes on Escape or on a click outside. */
const popover = { popover: 'auto' } as const;

export function Page({ v, title, current, error, wide, children }: PageProps) {
  const { t } = v;
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={v.language}>
        {head(v, `${error ? v.t.common.errorPrefix : ''}${title} – ${v.account?.name ?? v.t.common.productName}`)}
        <body class={isInsider(v) ? 'inside' : 'outside'}>
          <a class="skip" href="#main">
            {t.common.skipToContent}
          </a>
          {isInsider(v) ? <InsideHeader v={v} /> : <OutsideHeader v={v} />}
          {isInsider(v) && <Navigation v={v} current={current} />}
          <main id="main" class={classes(wide && 'wide')} {...{ tabindex: -1 }}>
            {v.notice && (
              <Notice t={t} kind={v.notice.kind} live id="notice">
                {v.notice.text}
              </Notice>
            )}
            {children}
            {current?.startsWith('operator') && (
              <footer>
                <p class="hint">{t.operator.version(version)}</p>
              </footer>
            )}
          </main>
          <p id="live" class="visually-hidden" role="status" />
        </body>
      </html>
    </>
  );
}

/** An `html` template like the icons: hono renders all other JSX nodes more slowly when `head` or `svg` is among them. */
function head({ assets }: Viewer, title: string) {
  return html`<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${htmxConfig}">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.css}">
<script src="${assets.htmx}" defer=""></script>
<script src="${assets.js}" defer=""></script>
</head>`;
}

interface PageHeaderProps {
  title: Child;
  lead?: Child;
  back?: { href: string; label: string };
  children?: Child;
}

export function PageHeader({ title, lead, back, children }: PageHeaderProps) {
  return (
    <div class="page-head">
      {back && (
        <a class="back" href={back.href}>
          <Icon name="left" />
          {back.label}
        </a>
      )}
      <div class="page-title">
        <h1>{title}</h1>
        {children && <div class="actions">{children}</div>}
      </div>
      {lead && <p class="lead">{lead}</p>}
    </div>
  );
}

function isInsider(v: Viewer): v is SignedInViewer {
  return v.member !== null && v.account !== null;
}

/** An `html` template like the navigation, because it renders faster than JSX nodes and is on every page. */
function InsideHeader({ v }: { v: SignedInViewer }) {
  const { t, url, member, account } = v;
  const { nav } = t.common;
  const add = html`<a class="button secondary small add" href="${url.newMember()}" aria-label="${nav.addMember}">${Icon({ name: 'add' })}<span>${nav.add}</span></a>`;
  return html`<header class="top">
<button type="button" class="button quiet menu-button" popovertarget="navigation">${Icon({ name: 'menu' })}<span>${t.common.menu}</span></button>
${Brand({ v })}
<span class="account-name">${account.name}</span>
${v.can('team.manage') && add}
<button type="button" class="button quiet member-button" popovertarget="member-menu"><span class="initials" aria-hidden="true">${initials(member.name)}</span><span class="visually-hidden">${t.common.yourMenu}: </span><span class="member-name">${member.name}</span>${Icon({ name: 'down' })}</button>
<div id="member-menu" class="menu" popover="auto">
<p class="menu-head"><strong>${member.name}</strong><span>${member.email}</span><span>${t.common.roles[member.role]}</span><span>${account.name}</span></p>
<a class="menu-item" href="${url.profile()}">${nav.profile}</a>
${LanguageForm({ v })}
<form method="post" action="${url.signOut()}" class="one-button"><button type="submit" class="menu-item">${nav.signOut}</button></form>
</div>
</header>
`;
}

function OutsideHeader({ v }: { v: Viewer }) {
  return (
    <header class="top">
      <Brand v={v} />
      <button type="button" class="button quiet member-button" popovertarget="language-menu">
        <Icon name="globe" />
        <VisuallyHidden>{v.t.common.changeLanguage}: </VisuallyHidden>
        <span>{v.t.common.languageName}</span>
        <Icon name="down" />
      </button>
      <div id="language-menu" class="menu" {...popover}>
        <LanguageForm v={v} />
      </div>
    </header>
  );
}

const logo = html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8"></rect><path d="M11 7v10h10V7M8 15v6h16v-6M11 21v4M21 21v4"></path></svg>`;

function Brand({ v }: { v: Viewer }) {
  return html`<a class="brand" href="${v.url.home()}">${logo}<span>${v.t.common.productName}</span></a>`;
}

/** One button per language, labelled in that language. The form fields are `language` and `back`. */
function LanguageForm({ v }: { v: Viewer }) {
  return html`<form method="post" action="${v.url.language()}" class="languages">
<input type="hidden" name="back" value="${v.path}"/>
<fieldset>
<legend>${v.t.common.language}</legend>
${languages.map((language) => languageButton(language, language === v.language))}</fieldset>
</form>`;
}

function languageButton(language: Language, isCurrent: boolean) {
  const name = messagesFor(language).common.languageName;
  const current = isCurrent ? raw(' aria-current="true"') : '';
  return html`<button type="submit" class="menu-item" name="language" value="${language}" lang="${language}"${current}>${name}${isCurrent && Icon({ name: 'check' })}</button>
`;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}
