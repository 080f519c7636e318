import type { Messages } from '../messages.ts';
import { pluralFor } from '../plural.ts';

const n = pluralFor('fr');

export const seatLoss: Messages['seatLoss'] = {
  title: 'Qui perdrait sa licence',
  lead: (names, day, seats) =>
    n(seats, {
      one: `À partir du ${day}, il y aura # licence pour ${names}.`,
      other: `À partir du ${day}, il y aura # licences pour ${names}.`,
    }),
  leadRemoval: (name, day) => `Le ${day}, ${name} est supprimé. Toutes les personnes qui en ont une licence la rendent.`,
  inUse: (used) => n(used, { one: '# licence est utilisée.', other: '# licences sont utilisées.' }),
  inUseTemporary: (temporary) =>
    n(temporary, { one: '# licence temporaire sera encore là.', other: '# licences temporaires seront encore là.' }),
  tooMany: (count) => n(count, { one: 'Un membre devra donc rendre la sienne.', other: '# membres devront donc rendre la leur.' }),
  enough: 'Personne ne perd de licence : il y en a assez pour tous ceux qui en ont une.',
  order:
    "Sont cochés ceux qui perdraient leur licence : d'abord ceux qui l'ont reçue en dernier, les agents avant les administrateurs, puis les administrateurs de la facturation. Vous pouvez en choisir d'autres.",
  chosen: "Sont cochés ceux qui ont été choisis. Vous pouvez en choisir d'autres.",
  legend: 'Membres qui rendent leur licence',
  legendHint: (count) => n(count, { one: 'Cochez-en exactement un.', other: 'Cochez-en exactement #.' }),
  holder: (role, day) => `${role}, licence depuis le ${day}`,
  ownerStays: 'Le propriétaire du compte garde toujours sa licence.',
  more: (count) =>
    n(count, {
      one: "Un autre membre a une licence. Pour le choisir, libérez sa licence sur la page « Membres de l'équipe ».",
      other: "# autres membres ont une licence. Pour choisir l'un d'eux, libérez sa licence sur la page « Membres de l'équipe ».",
    }),
  choose: 'Garder ce choix',
  now: 'Rendre les licences tout de suite',
  nowHint: (day) =>
    `Rendues tout de suite, les licences sont libres pour d'autres jusque-là. La facture ne change pas avant le ${day}. Un membre qui n'a plus aucune licence devient utilisateur final et en est informé par e-mail.`,
  laterHint:
    "Les membres qui n'ont alors plus aucune licence deviennent utilisateurs finaux. Chacun d'eux et le propriétaire du compte en sont informés par e-mail.",
  wrongCount: (count, ticked) =>
    `${n(count, { one: 'Cochez exactement un membre', other: 'Cochez exactement # membres' })} : ${n(ticked, { one: '# est coché', other: '# sont cochés' })}`,
  notHolding: "L'une des personnes cochées n'a plus de licence. Regardez la liste telle qu'elle est maintenant",
  saved: 'Le choix a été enregistré.',
  given: (count) => n(count, { one: 'Une licence a été rendue.', other: '# licences ont été rendues.' }),
  stepLead: "Rien n'est encore enregistré. Vérifiez qui rend sa licence, puis enregistrez.",
  saveNow: 'Mettre à jour et rendre les licences tout de suite',
  summary: (count, names, day, who) =>
    n(count, {
      one: `Le ${day}, un membre perdrait sa licence pour ${names} : ${who}.`,
      other: `Le ${day}, # membres perdraient leur licence pour ${names} : ${who}.`,
    }),
  others: (count) => n(count, { one: '# autre', other: '# autres' }),
  nextStep: "À l'étape suivante, vous pouvez en choisir d'autres, avant que quoi que ce soit ne soit enregistré.",
  answererChooses: "La personne qui l'approuve peut en choisir d'autres.",
  announce: (count) => n(count, { one: 'Un membre perdrait sa licence.', other: '# membres perdraient leur licence.' }),
  back: 'Abonnement',
  mails: {
    lostSubject: 'Votre licence a été rendue',
    lost: (account) => `${account} a désormais moins de licences, et la vôtre fait partie de celles qui ont dû être rendues.`,
    lostAll: "Vous n'avez pas d'autre licence : vous êtes donc maintenant utilisateur final.",
    lostSignIn: 'Vous pouvez toujours vous connecter et consulter votre profil.',
    lostSome: 'Vous gardez vos autres licences.',
    seatsOf: 'Licence de',
    showProfile: 'Afficher le profil',
    takenSubject: 'Des membres ont rendu leur licence',
    taken: (account) => `${account} a désormais moins de licences. Ces membres ont dû rendre la leur ; chacun d'eux en a été informé.`,
    takenEndUsers: "Ceux qui n'avaient pas d'autre licence sont maintenant utilisateurs finaux.",
    showTeam: "Afficher les membres de l'équipe",
    endingSubject: 'Des licences temporaires prennent bientôt fin',
    ending: (account) => `Des licences temporaires de ${account} prennent bientôt fin.`,
    endingTooMany: (count) =>
      n(count, {
        one: "Une licence de trop sera alors utilisée : si aucune n'est libérée ni achetée, le membre qui a reçu la sienne en dernier la perd.",
        other:
          "# licences de trop seront alors utilisées : si elles ne sont pas libérées et qu'aucune n'est achetée, les membres qui ont reçu la leur en dernier la perdent.",
      }),
    endingEnough: 'Les licences qui restent suffisent pour tous ceux qui en ont une.',
    product: 'Produit',
    temporarySeats: 'Licences temporaires',
    lastDay: 'Dernier jour',
    showSubscription: "Afficher l'abonnement",
    becauseMember: (account) => `Vous recevez ce message parce que vous êtes membre de ${account}.`,
    becauseOwner: (account) => `Vous recevez ce message parce que vous êtes propriétaire du compte ${account}.`,
    becauseDecider: (account) => `Vous recevez ce message parce que vous pouvez décider de l'abonnement de ${account}.`,
  },
};
