import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('fr');

export const addSeats: Messages['addSeats'] = {
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
};
