export const mail = {
  greeting: (name: string) => `Hello ${name},`,
  requests: {
    submittedSubject: 'A subscription change is waiting for your decision',
    submitted: (requester: string, account: string) =>
      `${requester} asks for a change to the subscription of ${account}. It is made as soon as you or somebody else who may decide agrees.`,
    askedSubject: 'An account that you look after asks for more seats',
    asked: (requester: string, account: string) =>
      `${requester} asks for more seats for ${account}. They are added as soon as you place the order.`,
    editedSubject: 'A subscription change that is waiting for you was edited',
    edited: (requester: string, account: string) =>
      `${requester} has edited the pending request to change the subscription of ${account}. What was asked for before no longer applies.`,
    reminderSubject: 'Reminder: a subscription change is waiting for your decision',
    reminder: (requester: string, account: string) =>
      `The request of ${requester} to change the subscription of ${account} has not been answered yet.`,
    waiting: (days: number) =>
      days < 1 ? 'It was submitted today.' : days === 1 ? 'It has been waiting for one day.' : `It has been waiting for ${days} days.`,
    withdrawnSubject: 'A request to change the subscription was withdrawn',
    withdrawn: (requester: string, account: string) =>
      `${requester} has withdrawn the request to change the subscription of ${account}. There is nothing left for you to decide.`,
    yoursApprovedSubject: 'Your subscription change request was approved',
    yoursApproved: (decider: string, account: string) =>
      `${decider} has approved your request, and the subscription of ${account} has been updated.`,
    approvedSubject: 'A subscription change request was approved',
    approved: (decider: string, requester: string, account: string) =>
      `${decider} has approved the request of ${requester}, and the subscription of ${account} has been updated.`,
    yoursRejectedSubject: 'Your subscription change request was rejected',
    yoursRejected: (decider: string, account: string) => `${decider} has rejected your request to change the subscription of ${account}.`,
    rejectedSubject: 'A subscription change request was rejected',
    rejected: (decider: string, requester: string, account: string) =>
      `${decider} has rejected the request of ${requester} to change the subscription of ${account}.`,
    closedSubject: 'Your subscription change request was closed',
    closed: {
      cancellation: (account: string) => `Your request was closed because the account ${account} has been cancelled.`,
      type: (account: string) =>
        `Your request was closed because the account ${account} has a new type, which does not allow such requests.`,
    },
    nothingChanged: 'The subscription has not been changed by it.',
    requestedBy: 'Requested by',
    account: 'Account',
    changes: 'Changes',
    cost: 'Cost of the additions',
    note: (requester: string) => `Note from ${requester}`,
    reason: 'Reason',
    review: 'Review request',
    show: 'Show request',
    becauseDecider: (account: string) => `You receive this message because you may decide about the subscription of ${account}.`,
    becauseRequester: (account: string) => `You receive this message because you asked for a change to the subscription of ${account}.`,
    becauseRepresentative: (account: string) => `You receive this message because you look after the account of ${account}.`,
  },
};
