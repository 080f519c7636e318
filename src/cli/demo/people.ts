import { type Language, languages } from '../../i18n/language.ts';
import type { Role } from '../../permissions.ts';
import { newId } from '../../values/ids.ts';

/** A member in the demo. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: 'active' | 'invited' | 'suspended';
  language: Language;
  /** The leaders of the seat groups in which this person holds a seat. */
  seats: string[];
  /** Null when the person joined on the first day of the account. */
  joinedDaysAgo: number | null;
  seenDaysAgo: number;
  isOperator: boolean;
}

/** How many members an account has besides the six well-known ones, by the seat groups in which they hold a seat. */
export interface TeamSize {
  /** Hold a seat in the first group; the first `both` of them hold one in the second group too. */
  agents: number;
  both: number;
  /** Hold a seat in the second group only. */
  secondOnly: number;
  /** How many of all members hold a seat in the third group too. */
  third: number;
  endUsers: number;
}

const firstNames = `Nora Piet Aino Luca Zofia Emil Chiara Jonas Mireille Oskar Lena Tomás Freya Hugo Ines Anton Béatrice Sami Greta Pavel
  Elif Marco Solveig Yann Katya Bruno Maud Jasper Leonie Davide Agnes Rafael Signe Théo Wanda Felix Noémie`.split(/\s+/);
// "Example", "sample" and "invented" in many languages, so that no real person has such a name.
const familyNames =
  `Beispiel Fictief Esimerkki Esempio Przykład Muster Fittizio Probe Exemple Eksempel Vorlage Ejemplo Påhitt Modèle Exemplo Ukázka
  Inventée Kuvitteellinen Prova Vzor Örnek Campione Oppdiktet Échantillon Vymyšlená Ficción Maquette Schablone Modello Voorbeeld Fantasie`.split(
    /\s+/,
  );

/** The people of account number `account`. The six well-known ones use English; the other people use the four languages in rotation. */
export function demoPeople(account: number, domain: string, groups: string[], size: TeamSize): Person[] {
  const [first = '', second = '', third = ''] = groups;
  const person = personMaker(account, domain);
  const wellKnown = [
    person('owner', [first], { local: 'owner' }),
    person('billing_admin', [first], { local: 'billing' }),
    person('admin', [first], { local: 'admin' }),
    person('admin', [first], { local: 'admin2' }),
    person('agent', [first, size.third > 0 ? third : ''], { local: 'agent' }),
    person('end_user', [], { local: 'user' }),
  ];
  const others = [person('admin', [first])];
  for (let n = 0; n < size.agents; n++) {
    const seats = [first, n < size.both ? second : '', n < size.third - 1 ? third : ''];
    others.push(person('agent', seats, whoIsSpecial(n, size.agents)));
  }
  for (let n = 0; n < size.secondOnly; n++) others.push(person('agent', [second]));
  for (let n = 0; n < size.endUsers; n++) others.push(person('end_user', [], { seenDaysAgo: 20 + n * 15 }));
  for (const [n, other] of others.entries()) other.language = languages[n % languages.length] ?? 'en';
  return [...wellKnown, ...others];
}

/** The operators' account: its owner, the representative of the other accounts, and two agents. */
export function operatorsOf(account: number, domain: string, group: string): Person[] {
  const person = personMaker(account, domain);
  return [
    person('owner', [group], { local: 'owner', isOperator: true }),
    person('billing_admin', [group], { local: 'rep', isOperator: true }),
    person('agent', [group]),
    person('agent', [group]),
  ];
}

function personMaker(account: number, domain: string) {
  let count = 0;
  return (role: Role, seats: string[], more: Partial<Person> & { local?: string } = {}): Person => {
    const index = count++;
    const name = nameOf(account, index);
    const { local = addressOf(name), ...rest } = more;
    return {
      id: newId(),
      name,
      email: `${local}@${domain}`,
      role,
      status: 'active',
      language: 'en',
      seats: seats.filter(Boolean),
      joinedDaysAgo: null,
      seenDaysAgo: index % 6,
      isOperator: false,
      ...rest,
    };
  };
}

/**
 * The first five agents joined on the first day, the others later. Of the last five, two have not accepted their invitation, one is
 * suspended and two have not signed in for about three months: their seats can be reclaimed before the account buys more.
 */
function whoIsSpecial(n: number, agents: number): Partial<Person> {
  if (n < 5) return {};
  const fromTheEnd = agents - 1 - n;
  const joinedDaysAgo = 14 + fromTheEnd * 12;
  switch (fromTheEnd) {
    case 0:
      return { status: 'invited', joinedDaysAgo: 3 };
    case 1:
      return { status: 'invited', joinedDaysAgo: 41 };
    case 2:
      return { status: 'suspended', joinedDaysAgo, seenDaysAgo: 12 };
    default:
      return { joinedDaysAgo, ...(fromTheEnd < 5 && { joinedDaysAgo: 98 + fromTheEnd, seenDaysAgo: 92 + fromTheEnd }) };
  }
}

/** The steps 1 and 3 share no factor with the lengths of the lists, so no name occurs twice in an account. */
function nameOf(account: number, index: number): string {
  const firstName = firstNames[(account * 7 + index) % firstNames.length];
  const familyName = familyNames[(account * 11 + index * 3) % familyNames.length];
  return `${firstName} ${familyName}`;
}

function addressOf(name: string): string {
  return name.toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o').normalize('NFD').replace(/\p{M}/gu, '').replace(' ', '.');
}
