import type { Messages } from '../../messages.ts';
import { pluralFor } from '../../plural.ts';

const n = pluralFor('fr');

export const settings: Messages['settings'] = {
  title: 'Paramètres',
  lead: 'Ce qui vaut pour tout le compte.',
  account: 'Compte',
  name: 'Nom du compte',
  nameHint: 'Il figure sur les factures et dans les messages.',
  language: 'Langue',
  languageHint: 'Celle des invitations et des nouveaux membres. Chacun choisit sa propre langue dans son profil.',
  requestsEnabled: 'Les administrateurs peuvent demander des modifications',
  requestsEnabledHint:
    "Les administrateurs sans autorisation de facturation peuvent alors envoyer des demandes de modification d'abonnement, auxquelles vous ou un administrateur de la facturation répondez.",
  requestsAreOn: "Les administrateurs peuvent demander des modifications. C'est le représentant commercial qui en décide.",
  requestsAreOff: "Les administrateurs ne peuvent pas demander de modifications. C'est le représentant commercial qui en décide.",
  mailBillingAdmins: 'E-mail aux administrateurs de la facturation',
  mailBillingAdminsHint:
    'Les administrateurs de la facturation sont eux aussi informés des demandes, des factures et de la fin des licences temporaires.',
  save: 'Enregistrer les paramètres',
  saved: 'Les paramètres ont été enregistrés.',
  unchanged: "Rien n'a été modifié.",
  stale:
    "Quelqu'un a été plus rapide : les paramètres ont changé entre-temps. Rien n'a été enregistré de votre part ; voici ce qu'ils sont maintenant.",
  askOwner: (name) => `Seul le propriétaire du compte, ${name}, peut modifier les paramètres.`,

  payment: 'Informations de paiement',
  paymentLead: "Comment les factures sont payées. Elles figurent sur la page « Abonnement » ; rien n'est débité par ce biais.",
  method: 'Mode de paiement',
  methods: { invoice: 'Sur facture', card: 'Par carte' },
  terms: (days) =>
    n(days, {
      one: 'Payable dans un délai de # jour à compter de la date de la facture.',
      other: 'Payable dans un délai de # jours à compter de la date de la facture.',
    }),
  cardHint: 'Seuls le type et les quatre derniers chiffres sont conservés, pour distinguer la carte des autres.',
  purchaseOrder: 'Numéro de bon de commande',
  purchaseOrderHint: 'Pour le paiement sur facture. Il figure sur chaque facture à partir de la prochaine.',
  cardBrand: 'Type de carte',
  cardBrandHint: 'Pour le paiement par carte : le nom au recto, sans chiffres.',
  cardBrandDigits: 'Saisissez uniquement le type de la carte, sans chiffres',
  cardLast4: 'Quatre derniers chiffres',
  cardLast4Hint: 'Pour le paiement par carte. Ne saisissez jamais le numéro entier.',
  cardLast4Wrong: 'Saisissez les quatre derniers chiffres de la carte, par exemple 1234, et rien de plus',
  savePayment: 'Enregistrer les informations de paiement',
};
