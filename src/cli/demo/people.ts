import { type Language, languages } from '../../i18n/language.ts';
import type { Role } from '../../permissions.ts';
import { newId } from '../../values/ids.ts';

/** Somebody in the demo. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: 'active' | 'invited' | 'suspended';
  language: Language;
  /** The products that lead the seat groups in which this person holds a seat. */
  seats: string[];
  /** Null: from the first day of the account. */
  joinedDaysAgo: number | null;
  seenDaysAgo: number;
  isOperator: boolean;
}

/** How many there are besides the six whom every account has, by where they hold a seat. */
export interface CastSize {
  /** In the first group, of whom the first `both` hold a seat in the second group too. */
  agents: number;
  both: number;
  /** In the second group alone. */
  secondOnly: number;
  /** Of all, in the third group too. */
  third: number;
  endUsers: number;
}

const firstNames = `Nora Piet Aino Luca Zofia Emil Chiara Jonas Mireille Oskar Lena Tomás Freya Hugo Ines Anton Béatrice Sami Greta Pavel
  Elif Marco Solveig Yann Katya Bruno Maud Jasper Leonie Davide Agnes Rafael Signe Théo Wanda Felix Noémie`.split(/\s+/);
// "Example", "sample" and "invented" in many languages: nobody is called so.
const familyNames =
  `Beispiel Fictief Esimerkki Esempio Przykład Muster Fittizio Probe Exemple Eksempel Vorlage Ejemplo Påhitt Modèle Exemplo Ukázka
  Inventée Kuvitteellinen Prova Vzor Örnek Campione Oppdiktet Échantillon Vymyšlená Ficción Maquette Schablone Modello Voorbeeld Fantasie`.split(
    /\s+/,
  );

/** The people of the n-th account. The six whose addresses are known read English; the others each of the languages in turn. */
export function castOf(account: number, domain: string, groups: string[], size: CastSize): Person[] {
  const [first = '', second = '', third = ''] = groups;
  const person = personMaker(account, domain);
  const known = [
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
  for (const [n, one] of others.entries()) one.language = languages[n % languages.length] ?? 'en';
  return [...known, ...others];
}

/** Those who run the instance: its owner, and the representative of the others. */
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
 * The first five agents were there from the start. Of the last ones, who came later, two have not answered their invitation, one is
 * suspended and two have not been seen for long: seats that could be freed before more are bought.
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

/** Steps that share no factor with the lengths of the lists: no name comes twice in an account. */
function nameOf(account: number, index: number): string {
  const firstName = firstNames[(account * 7 + index) % firstNames.length];
  const familyName = familyNames[(account * 11 + index * 3) % familyNames.length];
  return `${firstName} ${familyName}`;
}

function addressOf(name: string): string {
  return name.toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o').normalize('NFD').replace(/\p{M}/gu, '').replace(' ', '.');
}
