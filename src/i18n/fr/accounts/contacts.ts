import type { Messages } from '../../messages.ts';

export const contacts: Messages['contacts'] = {
  title: 'Contacts',
  lead: "À qui vous adresser au sujet de l'abonnement de ce compte.",
  deciders: 'Propriétaire du compte et administrateurs de la facturation',
  decidersLead: {
    decide: 'Chacune de ces personnes peut répondre à une demande de modification.',
    see: "Ces personnes voient l'ensemble de l'abonnement. Les modifications sont effectuées par le représentant commercial.",
  },
  caption: 'Personnes habilitées à gérer la facturation',
  name: 'Nom',
  role: 'Rôle',
  email: 'E-mail',
  invited: 'Invitation envoyée, pas encore connecté',
  you: '(vous)',
  none: "Personne n'est habilité à gérer la facturation pour le moment.",
  representative: 'Représentant commercial',
  representativeLead: "S'occupe de ce compte pour le fournisseur.",
  noRepresentative: "Aucun représentant commercial n'est encore affecté à ce compte.",
  buying: 'Qui peut acheter ?',
  accountType: 'Type de compte',
  online: {
    everything:
      "L'abonnement de ce compte se modifie ici : nombre de licences, produits et modules supplémentaires, éditions et cycle de facturation.",
    additions:
      'Vous pouvez ajouter ici des licences, des produits et des modules supplémentaires disponibles, et passer à une édition supérieure. Rien ne peut être retiré ni réduit ici : adressez-vous au représentant commercial.',
    nothing: "L'abonnement de ce compte ne peut pas être modifié ici. Le représentant commercial crée les commandes.",
  },
  acts: {
    buy: 'Acheter des licences, des produits et des modules supplémentaires',
    extend: "Prolonger l'abonnement",
    lower: 'Réduire les licences, choisir une édition inférieure ou changer de cycle de facturation',
    remove: 'Retirer un produit ou un module supplémentaire',
    request: 'Demander une modification',
    decide: 'Répondre à une telle demande',
    write: 'Écrire au représentant commercial',
    cancel: 'Résilier le compte',
  },
  onlyRepresentative: 'Le représentant commercial, sur demande',
  requestsOff: 'Personne : les demandes de modification sont désactivées. Le propriétaire du compte peut les activer dans les paramètres.',
  what: 'Quoi',
  who: 'Qui',
  how: 'Ce que vous pouvez faire',
  reader: {
    change:
      "Vous pouvez modifier l'abonnement vous-même : avec « Gérer » sur la page « Abonnement », ou avec « Ajouter des licences » sur la page « Membres de l'équipe ».",
    request:
      "Vous pouvez demander une modification : avec « Gérer » sur la page « Abonnement », ou avec « Ajouter des licences » sur la page « Membres de l'équipe ». Elle est appliquée dès qu'elle est approuvée.",
    write:
      "Vous pouvez écrire au représentant commercial, qui crée la commande : avec « Ajouter des licences » sur la page « Membres de l'équipe ».",
    ask: (names) => `Vous ne pouvez ici ni modifier l'abonnement ni demander une modification. Adressez-vous à ${names}.`,
    askNobody: "Vous ne pouvez ici ni modifier l'abonnement ni demander une modification.",
  },
  manage: 'Gérer',
  addSeats: 'Ajouter des licences',
};
