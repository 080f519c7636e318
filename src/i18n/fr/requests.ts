import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('fr');

export const requests: Messages['requests'] = {
  states: { pending: 'En attente', approved: 'Approuvée', rejected: 'Refusée', withdrawn: 'Retirée', closed: 'Close' },

  leadAll: 'Ce qui a été demandé dans ce compte, et la suite qui y a été donnée.',
  leadOwn: 'Ce que vous avez demandé, et la suite qui y a été donnée.',
  captionAll: 'Demandes de ce compte',
  captionOwn: 'Vos demandes',
  columns: { state: 'État', asked: 'Ce qui est demandé', requester: 'Demandeur', answer: 'Réponse', action: 'Ouvrir' },
  pendingFor: (days) =>
    days < 1 ? "En attente depuis aujourd'hui" : n(days, { one: 'En attente depuis # jour', other: 'En attente depuis # jours' }),
  outcomes: {
    pending: () => '',
    approved: (name, when) => `Approuvée par ${name} le ${when}`,
    rejected: (name, when) => `Refusée par ${name} le ${when}`,
    withdrawn: (_name, when) => `Retirée le ${when}`,
    closed: (_name, when) => `Close le ${when}`,
  },
  closedBecause: {
    cancellation: 'Le compte a été résilié.',
    type: "Le nouveau type de compte n'autorise pas ces demandes.",
    requester: "L'auteur de la demande ne peut plus demander de modifications.",
  },
  reasonIs: (reason) => `Motif : ${reason}`,
  order: (number) => `Commande ${number}`,
  review: 'Afficher la demande',
  open: 'Voir la demande',
  ofPerson: (name, when) => `de ${name} du ${when}`,
  emptyAll: "Personne n'a encore rien demandé",
  emptyAllText: "Quand une personne qui ne peut pas modifier l'abonnement demande une modification, sa demande attend ici une réponse.",
  emptyOwn: "Vous n'avez encore rien demandé",
  emptyOwnText: "S'il vous faut davantage de licences, demandez-les ici ; une personne habilitée à décider vous répondra.",

  title: 'Récapitulatif de la demande',
  back: 'Toutes les demandes',
  backOwn: 'Vos demandes',
  leadOf: (name) => `${name} a demandé une modification de l'abonnement.`,
  leadYours: "Vous avez demandé une modification de l'abonnement.",
  asked: 'Ce qui est demandé',
  lines: 'Avant et après',
  linesCaption: "Les lignes de l'abonnement, sans et avec la modification",
  whenAsked: 'Lors de la demande',
  now: 'Maintenant',
  before: 'Avant',
  after: 'Après',
  seats: (seats) => n(seats, { one: '# licence', other: '# licences' }),
  notHeld: "Pas dans l'abonnement",
  removedOn: (day) => `Supprimé le ${day}`,
  fromDay: (day) => `à partir du ${day}`,
  moved: "L'abonnement a changé depuis cette demande",
  movedText:
    "La demande se compte à partir de l'abonnement tel qu'il est maintenant. Comparez ce qu'il était alors, ce qu'il est maintenant et ce qu'il deviendrait.",
  notMoved: "L'abonnement est tel qu'il était lors de la demande.",
  costs: 'Coût des ajouts',
  asAsked: "Ces chiffres sont ceux du jour de la demande. Rien n'en a été appliqué.",
  refused: 'Cette demande ne peut pas être approuvée telle quelle',
  refusedDecider: (name) => `Refusez-la en donnant un motif, ou demandez à ${name} de la modifier.`,
  refusedRequester: 'Modifiez votre demande, ou retirez-la.',
  note: (name) => `Note de ${name}`,
  yourNote: 'Votre note',
  facts: 'À propos de cette demande',
  submittedAt: 'Envoyée',
  editedAt: 'Dernière modification',
  remindedAt: 'Dernier rappel',
  autoRemindedAt: 'Rappel automatique',
  outcome: 'Issue',
  reason: 'Motif',
  orderFact: 'Commande',

  decision: 'Votre décision',
  approveText: 'La modification est faite aux prix indiqués ici, et le demandeur en est informé.',
  approveOf: (name) => `comme le demande ${name}`,
  reject: 'Refuser',
  rejectOf: (name) => `la demande de ${name}`,
  reasonField: 'Motif du refus',
  reasonHint: (name) => `${name} le lira.`,
  reasonMissing: 'Indiquez un motif, pour que le demandeur sache pourquoi',
  decidedByRepresentative: (name) => `${name}, votre représentant commercial, répond à cette demande.`,
  decidedByNobodyYet: "Votre représentant commercial répond à cette demande. Personne n'est encore désigné.",

  yours: 'Votre demande',
  waitsFor: (names) => `Elle attend la réponse de ${names}.`,
  edit: 'Modifier',
  withdraw: 'Retirer',
  remind: 'Envoyer un rappel',
  yourRequest: 'votre demande',
  ofYourRequest: 'pour votre demande',
  remindedText: (when) => `Vous avez envoyé un rappel. Le prochain pourra l'être à partir du ${when}.`,
  tooSoon: (when) => `Vous pouvez envoyer un rappel par jour ; le prochain à partir du ${when}.`,
  alreadyTitle: 'Vous avez déjà une demande en attente',
  alreadyText: "Une seule demande peut attendre à la fois. Modifiez celle-ci s'il vous faut autre chose, ou retirez-la.",
  typedTitle: "Ce que vous venez de saisir n'a pas été envoyé",
  typedText: 'Vous pouvez le mettre à la place de la demande en attente.',
  editWithTyped: 'Modifier avec ce que vous venez de saisir',

  submitted: (names) => `Votre demande a été envoyée. Peuvent maintenant décider : ${names}.`,
  submittedToNobody: 'Votre demande a été envoyée.',
  submittedBefore: "Cette demande avait déjà été envoyée ; elle ne l'a pas été deux fois.",
  edited: 'Votre demande a été modifiée. Les personnes habilitées à décider en ont été informées.',
  withdrawn: 'Votre demande a été retirée. Les personnes habilitées à décider en ont été informées.',
  reminded: (names) => `Un rappel a été envoyé à : ${names}.`,
  remindedNobody: "Le rappel est noté, mais il n'y a personne à qui l'envoyer.",
  approved: (order, name) => `L'abonnement a été mis à jour comme le demandait ${name}. Commande ${order}.`,
  rejected: (name) => `La demande a été refusée. ${name} lira votre motif.`,
  stale:
    "La demande ou l'abonnement a changé depuis que vous avez ouvert cette page. Rien n'a été appliqué. Voici ce qu'il en est maintenant.",
  staleReject:
    "La demande ou l'abonnement a changé depuis que vous avez ouvert cette page. Rien n'a été décidé. Voici ce qu'il en est maintenant.",
  first: {
    pending: () => '',
    approved: (name, when) => `${name} a été plus rapide et a approuvé cette demande le ${when}. Rien de votre part n'a été appliqué.`,
    rejected: (name, when) => `${name} a été plus rapide et a refusé cette demande le ${when}. Rien de votre part n'a été appliqué.`,
    withdrawn: (name, when) => `${name} a retiré cette demande le ${when}. Rien n'a été appliqué.`,
    closed: (_name, when) => `Cette demande a été close le ${when}. Rien n'a été appliqué.`,
  },
  endedTitle: 'Cette demande a déjà reçu une réponse',

  costOf: (rest, more, cycle, beforeTax) =>
    `${rest} pour le reste de cette période, puis ${more} de plus ${cycle === 'annual' ? 'par an' : 'par mois'}${beforeTax ? ', hors taxes' : ''}`,

  changes: {
    moreSeats: (names, more, from, to) =>
      n(more, {
        one: `${names} : # licence de plus, de ${from} à ${to}`,
        other: `${names} : # licences de plus, de ${from} à ${to}`,
      }),
    fewerSeats: (names, fewer, from, to) =>
      n(fewer, {
        one: `${names} : # licence de moins, de ${from} à ${to}`,
        other: `${names} : # licences de moins, de ${from} à ${to}`,
      }),
    plan: (name, from, to) => `${name} : édition ${to} au lieu de ${from}`,
    keepPlan: (name, plan) => `${name} : rester à l'édition ${plan}`,
    add: (name, plan) => `Ajouter ${name}, édition ${plan}`,
    addSeated: (name, plan, seats) =>
      n(seats, { one: `Ajouter ${name}, édition ${plan}, avec # licence`, other: `Ajouter ${name}, édition ${plan}, avec # licences` }),
    addFollowing: (name, plan, leader) => `Ajouter ${name}, édition ${plan}, avec autant de licences que ${leader}`,
    remove: (name) => `Supprimer ${name}`,
    cycle: (to) => (to === 'annual' ? 'Facturation annuelle au lieu de mensuelle' : "Facturation mensuelle au lieu d'annuelle"),
    extend: (cycles, cycle) =>
      cycle === 'annual'
        ? n(cycles, { one: "Prolonger l'abonnement de # an", other: "Prolonger l'abonnement de # ans" })
        : n(cycles, { one: "Prolonger l'abonnement de # mois", other: "Prolonger l'abonnement de # mois" }),
    code: (code) => `Utiliser le code promotionnel ${code}`,
  },
};
