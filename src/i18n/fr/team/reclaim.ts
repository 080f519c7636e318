import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('fr');

export const reclaim: Messages['reclaim'] = {
  notice: (seats, names) =>
    n(seats, {
      one: `# licence pour ${names} pourrait d'abord être libérée`,
      other: `# licences pour ${names} pourraient d'abord être libérées`,
    }),
  reasons: {
    suspended: (names) => `Suspendus : ${names}`,
    invited: (days, names) => `Invités il y a plus de ${days} jours, sans réponse : ${names}`,
    away: (days, names) => `Pas de connexion depuis ${days} jours : ${names}`,
  },
  andMore: (more) => n(more, { one: 'et # autre personne', other: 'et # autres personnes' }),
  choose: 'Choisir et libérer',
  chooseFor: (names) => `des licences pour ${names}`,
  title: 'Libérer des licences',
  lead: "Ces personnes occupent une licence et ne semblent pas s'en servir. En libérer une fait de la place pour quelqu'un d'autre, sans achat.",
  bill: 'Libérer une licence ne diminue pas votre facture : vous payez les licences achetées. Les rôles et les invitations ne changent pas.',
  legend: (names) => `Licences pour ${names}`,
  suspendedSince: (day) => `Suspendu depuis le ${day}`,
  suspended: 'Suspendu',
  invitedOn: (day) => `Invité le ${day}, sans réponse`,
  lastSeen: (day) => `Dernière connexion le ${day}`,
  neverSeen: "Ne s'est jamais connecté",
  shown: (shown, all) => `Les ${shown} premières sur ${all} sont affichées ; les autres suivront une fois celles-ci libérées.`,
  button: 'Libérer les licences choisies',
  choiceMissing: 'Choisissez au moins une personne dont la licence doit être libérée',
  freed: (seats, names, holders) =>
    n(seats, {
      one: `# licence pour ${names} est libre : elle était occupée par ${holders}. Votre facture reste la même.`,
      other: `# licences pour ${names} sont libres : elles étaient occupées par ${holders}. Votre facture reste la même.`,
    }),
  othersFreed: (more) => n(more, { one: '# autre personne', other: '# autres personnes' }),
  freedNone: "Rien n'a été libéré : les licences choisies sont déjà libres, ou de nouveau utilisées.",
  kept: (seats) =>
    n(seats, {
      one: '# licence choisie est restée occupée : elle est de nouveau utilisée.',
      other: '# licences choisies sont restées occupées : elles sont de nouveau utilisées.',
    }),
  emptyTitle: 'Aucune licence à libérer',
  empty: "Toutes les personnes qui occupent une licence ici s'en servent, ou il ne vous revient pas de la libérer.",
};
