import { describe, expect, it } from 'vitest';
import { localPath } from '../../src/auth/back.ts';
import { countAttempt, signInKeys } from '../../src/auth/throttle.ts';
import { browserName } from '../../src/auth/user-agent.ts';
import { freshInstance } from '../support/app.ts';

describe('a local path', () => {
  it.each([
    ['/', '', '/'],
    ['/team?page=2&q=a%20b', '', '/team?page=2&q=a%20b'],
    ['/desk/team', '/desk', '/desk/team'],
    ['/desk/', '/desk', '/desk/'],
    ['/team', '/desk', null],
    ['/desk', '/desk', null],
    ['/desktop', '/desk', null],
    ['/desk/../team', '/desk', null],
    ['/desk//elsewhere.example', '/desk', '/desk//elsewhere.example'],
    ['//elsewhere.example', '', null],
    ['/\\elsewhere.example', '', null],
    ['/a\\b', '', null],
    ['/a b', '', null],
    ['/grün', '', null],
    [`/${'x'.repeat(2000)}`, '', null],
    [undefined, '', null],
  ])('%j under %j is %j', (back, basePath, expected) => {
    expect(localPath(back, basePath)).toBe(expected);
  });
});

describe('a browser', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', 'Chrome, Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0', 'Edge, Windows'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome, Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'Safari, macOS'],
    ['curl/8.0', null],
    ['', null],
  ])('that says %j is called %j', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });
});

describe('attempts from IPv6', () => {
  it('share one counter per /64 network', async () => {
    const { db } = await freshInstance();
    const attempt = (n: number, source: string) => countAttempt(db, signInKeys(`n${n}@elsewhere.example`, source), 1000);
    for (let n = 0; n < 30; n++) expect((await attempt(n, `2001:db8:1:2::${n.toString(16)}`)).waitSeconds).toBe(0);
    expect((await attempt(30, '2001:db8:1:2:ffff:1:2:3')).waitSeconds).toBe(32);
    expect((await attempt(31, '2001:db8:1:3::1')).waitSeconds).toBe(0);
    expect((await attempt(32, '2001:db8::1')).waitSeconds).toBe(0);
  });
});
