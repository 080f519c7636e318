import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The cost of a hash: argon2id, 19 MiB, two passes, one lane (quality §3). Stored with each hash, so it can be raised later. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
/** Each hash takes 19 MiB and one core for tens of milliseconds: many sign-ins at once must not use the whole machine. */
const hashesAtOnce = 2;

const derive = promisify(argon2);

/** The hash to store for a password; the text contains the salt and the cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await withFreeSlot(() => tagOf(password, salt, cost));
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether the password matches the hash. Without a hash (unknown, invited or suspended people) the answer is no after the same time, so
 * that the caller cannot measure which addresses have an account.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const { salt, tag, ...parameters } = parse(hash) ?? dummy;
  const candidate = await withFreeSlot(() => tagOf(password, salt, parameters));
  return timingSafeEqual(candidate, tag) && hash !== null;
}

/** Why a new password is refused: keys of `t.auth.passwordProblems`. */
export type PasswordProblem = 'missing' | 'too-short' | 'too-long' | 'contains-email' | 'too-common';

export const shortestPassword = 10;
export const longestPassword = 200;

/**
 * Why a new password is refused, or null if it is allowed. The length counts, not the kinds of characters. Common passwords, the product's
 * name and the local part of the address are refused; a local part of one to three letters is ignored, because many good passwords
 * contain it by chance.
 */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  if (password === '') return 'missing';
  const characters = [...password];
  if (characters.length < shortestPassword) return 'too-short';
  if (characters.length > longestPassword) return 'too-long';
  const lower = password.toLowerCase();
  const localPart = (email.split('@')[0] ?? '').toLowerCase();
  if (localPart.length >= 4 && lower.includes(localPart)) return 'contains-email';
  if (commonest.has(lower) || lower.includes('seatkeeper') || new Set(characters).size < 3) return 'too-common';
  return null;
}

/** The most common passwords of the published lists of stolen passwords that are long enough. */
const commonest = new Set(
  `0123456789 01234567890 0987654321 1029384756 1111122222 1122334455 11223344556 1212121212 123456789a 123456789q 1234567890 12345678900
  12345678901 123456789012 1234567891 12345678910 1234567899 123456789abc 123456789qwe 1234554321 1234qwerasdf 123qweasdzxc 123qwe123qwe
  147258369a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 9876543210 987654321a a123456789 a1b2c3d4e5 aa123456789 aa12345678 abc1234567
  abc123456789 abcd123456 abcd12345678 abcdefghij abcdefghijk access1234 admin12345 admin123456 administrator alexander1 asdfasdfasdf
  asdfghjkl1 asdfghjkl123 asdfghjkl; azertyuiop babygirl01 baseball10 basketball blink182182 changeme12 changeme123 changeme1234 charlie123
  chocolate1 computer12 computer123 correcthorsebatterystaple dragon1234 fdsajklfdsa football10 football12 football123 forever123 fuckyou123
  geheim1234 hallo12345 hallohallo hello12345 hello123456 hellohello ichliebedich iloveyou12 iloveyou123 iloveyou1234 internet123 jesuschrist
  jetaime123 juventus123 killer1234 letmein123 letmein1234 liverpool1 liverpool123 love123456 loveyou123 manchester master1234 mercedes123
  michael123 michelle123 minecraft1 minecraft123 monkey1234 motdepasse motdepasse1 motdepasse123 mynoob1234 p4ssw0rd123 p@ssw0rd12
  p@ssw0rd123 pa55word123 pass123456 passw0rd12 passw0rd123 passwort12 passwort123 passwort1234 password01 password10 password11 password12
  password123 password1234 password12345 password123456 password99 password! password!! password1! password12! password123! password2024
  password2025 password2026 passwordpassword pokemon123 princess12 princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedc1 qazwsxedc123 qazwsxedcrfv
  qweasdzxc123 qwer123456 qwerasdfzxcv qwert12345 qwert123456 qwertasdfg qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop
  qwertyuiop1 qwertyuiop123 qwertzuiop qwertzuiop1 qwertzuiop123 schalke04! secret1234 secret12345 shadow1234 snoopy1234 soleil1234
  sommer2024 sommer2025 sommer2026 starwars12 starwars123 summer2024! summer2025 summer2025! summer2026 sunshine12 sunshine123 superman12
  superman123 test123456 test12345678 testtest12 testtest123 trustno1234 unbelievable w1llk0mm3n wechselmich welcome123 welcome1234 welcome12345
  willkommen willkommen1 willkommen123 winter2024! winter2025 winter2026 yankees123 zaq12wsxcde zxcvbnm123 zxcvbnm1234 ciaociao12 ciaociao123
  administrateur amministratore`
    .split(/\s+/)
    .filter((password) => password.length >= shortestPassword),
);

interface Stored extends Cost {
  salt: Buffer;
  tag: Buffer;
}

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;

const dummy: Stored = { ...cost, salt: Buffer.alloc(16), tag: Buffer.alloc(tagLength) };

function parse(hash: string | null): Stored | null {
  const match = hash?.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/);
  if (!match) return null;
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const numbers = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { ...numbers, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

/** Keyboards can produce different code points for the same letter; NFKC makes them equal. */
async function tagOf(password: string, salt: Buffer, parameters: Cost): Promise<Buffer> {
  return derive('argon2id', { ...parameters, message: password.normalize('NFKC'), nonce: salt, tagLength });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

let running = 0;
const waiting: (() => void)[] = [];

async function withFreeSlot<R>(work: () => Promise<R>): Promise<R> {
  if (running < hashesAtOnce) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The next waiting caller takes over this slot, so `running` stays the same; without a waiting caller the slot becomes free.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
