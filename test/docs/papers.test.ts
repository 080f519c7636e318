import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from './document.ts';

const base = fileURLToPath(root);
const read = (path: string) => readFileSync(join(base, path), 'utf8');

const papers = ['.', 'docs', '.github', '.github/ISSUE_TEMPLATE'].flatMap((folder) =>
  readdirSync(join(base, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** What a link or an image leads to, as it is written; addresses elsewhere are not ours to check. */
function linksIn(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of the headings of a document, as forges make them. */
function anchorsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\d\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the papers', () => {
  it('have links that lead to a file, and to a heading of it', () => {
    const broken: string[] = [];
    let followed = 0;
    for (const paper of papers) {
      for (const link of linksIn(read(paper))) {
        followed += 1;
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? paper : join(dirname(paper), path);
        if (!existsSync(join(base, file))) broken.push(`${paper}: ${link}`);
        else if (anchor !== undefined && !anchorsIn(read(file)).includes(anchor)) broken.push(`${paper}: ${link} (no such heading)`);
      }
    }
    expect(broken).toEqual([]);
    expect(followed).toBeGreaterThan(15);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'])('%s names only files and folders that are there', (paper) => {
    const paths = [...read(paper).matchAll(/`((?:src|views|test|migrations|public|scripts|bench|docs|\.ci)(?:\/[\w./-]*)?)`/g)];
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.map(([, path = '']) => path).filter((path) => !existsSync(join(base, path)))).toEqual([]);
  });

  it('name every script of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const text = read('README.md') + read('CONTRIBUTING.md');
    const named = (script: string) => new RegExp(`\\bnpm (run )?${script}(?![\\w:])`).test(text);
    expect(Object.keys(scripts).filter((script) => !named(script))).toEqual([]);
  });

  it('give the version that package.json has', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: Record<string, { version: string }> };
    const [newest] = read('CHANGELOG.md').match(/(?<=^## )\S+/m) ?? [];
    expect([newest, lock.version, lock.packages['']?.version]).toEqual([version, version, version]);
  });
});
