import { pluralFor } from '../plural.ts';

const n = pluralFor('en');

/** The members who would lose a seat when the number of seats decreases, and the mails about it. */
export const seatLoss = {
  title: 'Who would lose their seat',
  lead: (names: string, day: string, seats: number) =>
    n(seats, { one: `On ${day} there will be # seat of ${names}.`, other: `On ${day} there will be # seats of ${names}.` }),
  leadRemoval: (name: string, day: string) => `On ${day} ${name} is removed. Everybody who has a seat of it gives it back.`,
  inUse: (used: number) => n(used, { one: '# seat is in use.', other: '# seats are in use.' }),
  inUseTemporary: (temporary: number) =>
    n(temporary, { one: '# temporary seat is still there then.', other: '# temporary seats are still there then.' }),
  tooMany: (count: number) => n(count, { one: 'So one member has to give back theirs.', other: 'So # members have to give back theirs.' }),
  enough: 'Nobody loses a seat: there are enough for everybody who has one.',
  order:
    'Ticked are those who would lose theirs: who took a seat last goes first, agents before admins before billing admins. You can choose others.',
  chosen: 'Ticked are those who have been chosen. You can choose others.',
  legend: 'Members who give back their seat',
  legendHint: (count: number) => n(count, { one: 'Tick exactly one.', other: 'Tick exactly #.' }),
  holder: (role: string, day: string) => `${role}, seat since ${day}`,
  ownerStays: 'The account owner always keeps their seat.',
  more: (count: number) =>
    n(count, {
      one: 'One more member has a seat. To choose them, free their seat on the page Team members.',
      other: '# more members have a seat. To choose one of them, free their seat on the page Team members.',
    }),
  choose: 'Keep this choice',
  now: 'Give the seats back at once',
  nowHint: (day: string) =>
    `Given back at once, the seats are free for others until then. The bill stays as it is until ${day}. Whoever is left without any seat becomes an end user and is told by e-mail.`,
  laterHint: 'Members who are left without any seat then become end users. Each of them and the account owner is told by e-mail.',
  wrongCount: (count: number, ticked: number) =>
    `${n(count, { one: 'Tick exactly one member', other: 'Tick exactly # members' })}: ${n(ticked, { one: '# is ticked', other: '# are ticked' })}`,
  notHolding: 'Somebody who was ticked has no seat any more. Look at the list as it is now',
  saved: 'The choice has been saved.',
  given: (count: number) => n(count, { one: 'One seat has been given back.', other: '# seats have been given back.' }),
  stepLead: 'Nothing has been saved yet. See who gives back their seat, then save.',
  saveNow: 'Update, and give the seats back at once',
  summary: (count: number, names: string, day: string, who: string) =>
    n(count, {
      one: `One member would lose their seat of ${names} on ${day}: ${who}.`,
      other: `# members would lose their seat of ${names} on ${day}: ${who}.`,
    }),
  others: (count: number) => n(count, { one: '# other', other: '# others' }),
  nextStep: 'In the next step you can choose others, before anything is saved.',
  answererChooses: 'Whoever approves this can choose others.',
  announce: (count: number) => n(count, { one: 'One member would lose their seat.', other: '# members would lose their seat.' }),
  back: 'Subscription',
  mails: {
    lostSubject: 'Your seat has been given back',
    lost: (account: string) => `${account} has fewer seats from now on, and yours was among those that had to be given back.`,
    lostAll: 'You have no other seat, so you are an end user now.',
    /** Sent to active members only, not to suspended or invited ones. */
    lostSignIn: 'You can still sign in and see your profile.',
    lostSome: 'Your other seats stay yours.',
    seatsOf: 'Seat of',
    showProfile: 'Show profile',
    takenSubject: 'Members have given back their seats',
    taken: (account: string) =>
      `${account} has fewer seats from now on. These members had to give back theirs; each of them has been told.`,
    takenEndUsers: 'Whoever had no other seat is an end user now.',
    showTeam: 'Show team members',
    endingSubject: 'Temporary seats are about to end',
    ending: (account: string) => `Temporary seats of ${account} end soon.`,
    endingTooMany: (count: number) =>
      n(count, {
        one: 'One seat too many is in use then: if nobody frees one and none is bought, the member who took theirs last loses it.',
        other: '# seats too many are in use then: if they are not freed and none are bought, the members who took theirs last lose them.',
      }),
    endingEnough: 'The seats that stay are enough for everybody who has one.',
    product: 'Product',
    temporarySeats: 'Temporary seats',
    lastDay: 'Last day',
    showSubscription: 'Show subscription',
    becauseMember: (account: string) => `You receive this message because you are a member of ${account}.`,
    becauseOwner: (account: string) => `You receive this message because you are the owner of ${account}.`,
    becauseDecider: (account: string) => `You receive this message because you may decide about the subscription of ${account}.`,
  },
};
