import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('fr');

export const seats: Messages['seats'] = {
  leadBuy:
    'Les licences supplémentaires prennent effet immédiatement. Elles sont facturées pour le reste de cette période, puis avec chaque période suivante.',
  leadRequest: (names) => `Demandez les licences dont vous avez besoin. Rien ne change tant que ${names} n'a pas approuvé votre demande.`,
  leadRepresentative: (name) =>
    `Indiquez à ${name}, votre représentant commercial, combien de licences il vous faut. Rien ne change tant que la commande n'est pas créée.`,
  leadRepresentativeNobody:
    "Indiquez à ceux qui suivent votre compte combien de licences il vous faut. Rien ne change tant que la commande n'est pas créée.",
  leadCart: "Indiquez combien. La page suivante montre tout votre abonnement avec ces licences, et ce qu'il coûte.",
  leadEdit: 'Modifiez ce que vous avez demandé. Cela remplace ce qui est en attente.',
  kept: "Ce que vous avez saisi pour le membre de l'équipe est conservé. Vous y reviendrez ensuite.",
  keptBack: 'Revenir sans ajouter de licences',

  which: 'Licences pour',
  field: 'Licences supplémentaires',
  fieldHint: 'Combien de plus, et non le nouveau total.',
  noteRepresentativeHint: 'Que doit savoir votre représentant commercial ? Par exemple, à partir de quand vous avez besoin des licences.',
  sure: (more, total) => n(more, { one: `Oui, ajouter # licence, ${total} au total`, other: `Oui, ajouter # licences, ${total} au total` }),
  sureHint: (present) =>
    `Vous en avez ${present} actuellement. Confirmez qu'il s'agit bien du nombre de licences supplémentaires, et non du total.`,
  sureNeeded: (more, present) =>
    `Confirmez que vous en voulez ${more} de plus que les ${present} que vous avez, ou saisissez un nombre plus petit`,
  buy: 'Acheter des licences',
  request: 'Demander des licences',
  write: 'Envoyer au représentant commercial',
  cart: 'Continuer',
  enter: "Saisissez un nombre : vous verrez ici ce qu'il signifie.",
  total: (seats) => n(seats, { one: '# licence', other: '# licences' }),
  perProduct: 'Ce que cela fait par produit',
  announce: (total, due) =>
    n(total, {
      one: `Nouveau total : # licence. Facturé pour le reste de la période : ${due}.`,
      other: `Nouveau total : # licences. Facturé pour le reste de la période : ${due}.`,
    }),
  announceTotal: (total) => n(total, { one: 'Nouveau total : # licence.', other: 'Nouveau total : # licences.' }),

  bought: (more, names, total, order) =>
    n(more, {
      one: `# licence ajoutée. Licences pour ${names} : ${total} au total. Commande ${order}.`,
      other: `# licences ajoutées. Licences pour ${names} : ${total} au total. Commande ${order}.`,
    }),
  requested: (more, names, total) =>
    n(more, {
      one: `Vous avez demandé # licence de plus. Licences pour ${names} : ${total} au total une fois votre demande approuvée.`,
      other: `Vous avez demandé # licences de plus. Licences pour ${names} : ${total} au total une fois votre demande approuvée.`,
    }),
  written: (more, names, total) =>
    n(more, {
      one: `Votre message est en route : # licence de plus. Licences pour ${names} : ${total} au total une fois la commande créée.`,
      other: `Votre message est en route : # licences de plus. Licences pour ${names} : ${total} au total une fois la commande créée.`,
    }),

  cannotTitle: 'Vous ne pouvez pas ajouter de licences vous-même',
  cannot: (names) => `Les demandes sont désactivées dans ce compte. Pour obtenir des licences, adressez-vous à ${names}.`,
  cannotNobody: 'Les demandes sont désactivées dans ce compte.',
  noGroupsManage: "Pour acheter ce qui est vendu par licence, ouvrez « Gérer l'abonnement ».",

  reclaim: {
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
  },
};
