import { describe, expect, it } from 'vitest';
import { hashPassword, passwordProblem, verifyPassword } from '../../src/auth/passwords.ts';

describe('a password', () => {
  it('is stored as argon2id with its cost and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('river stone lamp'), hashPassword('river stone lamp')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it('is verified in every Unicode form of its letters, and no other password is', async () => {
    const hash = await hashPassword('Grünes Höfchen');
    expect(await verifyPassword(hash, 'Grünes Höfchen')).toBe(true);
    expect(await verifyPassword(hash, 'Gru\u0308nes Ho\u0308fchen')).toBe(true);
    expect(await verifyPassword(hash, 'grünes höfchen')).toBe(false);
    expect(await verifyPassword('not a hash', 'Grünes Höfchen')).toBe(false);
  });

  it('takes as long to refuse if there is no hash', async () => {
    const hash = await hashPassword('river stone lamp');
    const timed = async (stored: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 7; round++) {
        const start = performance.now();
        expect(await verifyPassword(stored, 'wrong wrong wrong')).toBe(false);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3] as number;
    };
    const [known, unknown] = [await timed(hash), await timed(null)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it('is still verified when many requests come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, () => verifyPassword(null, 'anything at all')));
    expect(answers).toEqual(Array(9).fill(false));
  });

  it.each([
    ['', 'missing'],
    ['ninechars', 'too-short'],
    ['ten chars!', null],
    ['🌲🌲🌊🌊🌻', 'too-short'],
    ['ab c'.repeat(50), null],
    [`${'ab c'.repeat(50)}x`, 'too-long'],
    ['my-Lindqvist-secret', 'contains-email'],
    ['qwertyuiop', 'too-common'],
    ['Password123', 'too-common'],
    ['Seatkeeper-2026', 'too-common'],
    ['aaaaaaaaaaaaaa', 'too-common'],
    ['ababababababab', 'too-common'],
    ['all lower case', null],
  ])('%j is judged %s', (password, problem) => {
    expect(passwordProblem(password, 'lindqvist@orchard.example')).toBe(problem);
  });

  it('may contain a short local part of the address', () => {
    expect(passwordProblem('grape reptile', 'rep@orchard.example')).toBeNull();
  });
});
