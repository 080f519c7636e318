import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('fr');

export const temporarySeats: Messages['temporarySeats'] = {
  buyTitle: 'Acheter des licences temporaires',
  lead: "Des licences supplémentaires entre deux dates. Elles sont facturées à la journée et ne comptent comme achetées que tant qu'elles sont actives.",
  group: 'Pour',
  seats: 'Licences',
  firstOn: 'Premier jour',
  lastOn: 'Dernier jour',
  lastHint: (day) => `Au plus tard le ${day}. Quand elles prennent fin, les membres alors en trop perdent leur licence.`,
  check: 'Afficher le prix',
  confirmTitle: 'Confirmer les licences temporaires',
  confirmLead: "Rien n'a encore été acheté.",
  product: 'Produit',
  cost: 'Coût',
  costCaption: 'Ce que coûtent les licences temporaires',
  total: 'Total avant taxe',
  tax: (rate) => `Taxe (${rate})`,
  totalWithTax: 'Total',
  onNextInvoice: (day) => `Ce montant figurera sur la facture du ${day}.`,
  buy: 'Acheter des licences temporaires',
  change: 'Modifier',
  bought: (seats, from, to, order) =>
    `${n(seats, { one: '# licence temporaire a été achetée', other: '# licences temporaires ont été achetées' })}, du ${from} au ${to}. Commande ${order}.`,
  moved: "L'abonnement a changé entre-temps. Voici le prix tel qu'il est maintenant ; rien n'a encore été acheté.",
  none: "Rien dans cet abonnement n'a de licences.",
  refusals: {
    'day-invalid': 'Saisissez un jour qui existe, par exemple 2026-03-31',
    'first-too-early': "Le premier jour doit être aujourd'hui ou plus tard",
    'last-before-first': 'Le dernier jour ne peut pas précéder le premier',
    'last-too-late': 'Le dernier jour est dans plus de deux ans',
    'seats-too-many': 'Cela fait plus de 100 000 licences en tout',
    'group-unknown': "Choisissez l'un des produits",
    'product-leaves': 'Ce produit est supprimé avant le dernier jour',
  },
};
