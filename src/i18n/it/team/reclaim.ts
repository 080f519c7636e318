import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('it');

export const reclaim: Messages['reclaim'] = {
  notice: (seats, names) =>
    n(seats, {
      one: `# licenza per ${names} potrebbe prima essere liberata`,
      other: `# licenze per ${names} potrebbero prima essere liberate`,
    }),
  reasons: {
    suspended: (names) => `Sospesi: ${names}`,
    invited: (days, names) => `Invitati più di ${days} giorni fa, ancora senza risposta: ${names}`,
    away: (days, names) => `Nessun accesso da ${days} giorni: ${names}`,
  },
  andMore: (more) => n(more, { one: "e un'altra persona", other: 'e altre # persone' }),
  choose: 'Scegli e libera',
  chooseFor: (names) => `licenze per ${names}`,
  title: 'Libera licenze',
  lead: 'Queste persone occupano una licenza e a quanto pare non la usano. Liberarne una fa posto a qualcun altro, senza acquistare.',
  bill: 'Liberare una licenza non riduce la fattura: paghi le licenze acquistate. Ruoli e inviti restano come sono.',
  legend: (names) => `Licenze per ${names}`,
  suspendedSince: (day) => `Sospeso dal ${day}`,
  suspended: 'Sospeso',
  invitedOn: (day) => `Invitato il ${day}, ancora senza risposta`,
  lastSeen: (day) => `Ultimo accesso il ${day}`,
  neverSeen: 'Non ha mai effettuato l’accesso',
  shown: (shown, all) => `Sono mostrate le prime ${shown} di ${all}; le altre seguono quando queste sono libere.`,
  button: 'Libera le licenze scelte',
  choiceMissing: 'Scegli almeno una persona la cui licenza va liberata',
  freed: (seats, names, holders) =>
    n(seats, {
      one: `# licenza per ${names} è libera: era occupata da ${holders}. La fattura resta uguale.`,
      other: `# licenze per ${names} sono libere: erano occupate da ${holders}. La fattura resta uguale.`,
    }),
  othersFreed: (more) => n(more, { one: "un'altra persona", other: 'altre # persone' }),
  freedNone: 'Non è stato liberato nulla: le licenze scelte sono già libere o di nuovo in uso.',
  kept: (seats) =>
    n(seats, {
      one: '# licenza scelta è rimasta occupata: è di nuovo in uso.',
      other: '# licenze scelte sono rimaste occupate: sono di nuovo in uso.',
    }),
  emptyTitle: 'Nessuna licenza da liberare',
  empty: 'Tutti quelli che occupano una licenza qui la usano, oppure non spetta a te liberarla.',
};
