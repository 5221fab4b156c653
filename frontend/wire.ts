/** The shapes of docs/wire.md: what the server says and is told. Times are ISO 8601, binary is base64. */

export type Kind = "now" | "letter";
export type State = "waiting" | "active" | "closed";
export type Party = "young" | "peer" | "professional";
export type Due = "" | "joined" | "left" | "reported" | "aged";

export interface Team {
  readonly id: string; // of this version of the team's key: a recipient
  readonly kind: string;
  readonly version: number;
  readonly publicKey: string;
}

export interface Now {
  readonly open: boolean;
  readonly peersOnDuty: number;
  readonly canStart: boolean;
  readonly waiting: number;
  readonly expectedWaitSeconds: number | null;
  readonly opensAt: string | null;
  readonly letterAnswerHours: number | null;
  readonly queueFull: boolean;
}

export interface Summary {
  readonly id: string;
  readonly kind: Kind;
  readonly state: State;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly queuedAt: string;
  readonly acceptedAt: string | null;
  readonly closedAt: string | null;
  readonly deleteAfter: string | null;
  readonly peerName: string | null;
  readonly nickname?: string;
  readonly lost?: boolean; // closed because the place in the queue was lost
  readonly registered?: boolean;
}

export interface WireRecipient {
  readonly id: string;
  readonly publicKey: string;
  readonly party: Party | "team";
}

export interface Participant {
  readonly identity: string;
  readonly publicKey: string;
  readonly party: Party;
  readonly name: string;
  readonly isProgram: boolean;
  readonly joinedAt: string;
  readonly leftAt: string | null;
  readonly seenSeq: number;
}

export interface OwnShare {
  readonly box: string;
  readonly creatorPublicKey: string;
  readonly recipientPublicKey: string;
  readonly team: string | null;
}

export interface WireEpoch {
  readonly number: number;
  readonly commit: string;
  readonly link: string | null;
  readonly recipients: readonly string[];
  readonly share: OwnShare | null;
}

export interface Call {
  readonly state: "open" | "answered" | "withdrawn";
  readonly callerParty: Party;
  readonly callerIdentity: string;
  readonly answeredBy: string | null;
}

export interface Conversation extends Summary {
  readonly tenant: string;
  readonly nickname: string;
  readonly ageGroup: string;
  readonly mayBeMinor: boolean;
  readonly topics: readonly string[];
  readonly sessionMinutes: number;
  readonly epochDue: Due;
  readonly required: readonly WireRecipient[];
  readonly participants: readonly Participant[];
  readonly epochs: readonly WireEpoch[];
  readonly call: Call | null;
  readonly professionalOnDuty: boolean; // one can be called now
  readonly gaveFeedback: boolean;
  readonly myLastN: number;
  readonly handedOver: boolean;
  readonly reportOpened: boolean; // the other one reported, and the team that read it chose to tell
}

export interface Me {
  readonly tenant: string;
  readonly person: {
    readonly nickname: string;
    readonly ageGroup: string;
    readonly mayBeMinor: boolean;
    readonly topics: readonly string[];
    readonly hasWords: boolean;
  };
  readonly identity: { readonly id: string; readonly publicKey: string; readonly sealedPrivate?: string };
  readonly peersTeam: Team | null;
  readonly safeguardingTeam: Team | null;
  readonly conversations: readonly Summary[];
  readonly now: Now;
}

export interface BoxFor {
  readonly recipient: string;
  readonly box: string;
}

export interface Reshare extends BoxFor {
  readonly number: number;
}

export interface TeamMember {
  readonly identity: string;
  readonly publicKey: string;
  readonly name: string;
  readonly isProgram?: boolean;
  readonly approved: boolean;
  readonly hasShare: boolean;
}

export interface TeamState {
  readonly kind: string;
  readonly member: "approved" | "pending" | "none";
  readonly current: Team | null;
  readonly held: readonly { readonly team: Team; readonly box: string; readonly creatorPublicKey: string }[];
  readonly rotationDue: boolean;
  readonly members: readonly TeamMember[];
}

export interface ClosingField {
  readonly key: string;
  readonly type: "choice" | "choices" | "yesno" | "text";
  readonly label: { readonly da: string; readonly en: string };
  readonly options?: readonly { readonly key: string; readonly label: { readonly da: string; readonly en: string } }[];
  readonly required?: boolean;
}

export interface StaffMe {
  readonly tenant: string;
  readonly membership: {
    readonly id: string;
    readonly alias: string;
    readonly roles: readonly string[];
    readonly wantsSound: boolean;
    readonly wantsTitle: boolean;
  };
  readonly identity: { readonly id: string; readonly publicKey: string; readonly sealedPrivate: string } | null;
  readonly teams: readonly TeamState[];
  readonly safeguardingTeam: Team | null; // to whom one reports, whether or not one is of it
  readonly conversations: readonly Summary[];
  readonly shifts: { readonly peer: unknown; readonly professional: unknown };
  readonly closingForm: { readonly id: string; readonly fields: readonly ClosingField[] } | null;
  readonly program: boolean;
}

export interface MsgFrame {
  readonly t: "msg";
  readonly seq: number;
  readonly id: string;
  readonly e: number;
  readonly s: string;
  readonly n: number;
  readonly c: string;
  readonly at: string;
}

export type ServerFrame =
  | MsgFrame
  | {
      readonly t: "welcome";
      readonly lastSeq: number;
      readonly present: readonly string[];
      readonly seen: Readonly<Record<string, number>>;
      readonly place?: Place | null;
      readonly professionalOnDuty?: boolean | null; // null: a frame follows
    }
  | { readonly t: "ack"; readonly id: string; readonly seq: number; readonly at: string }
  | { readonly t: "seen"; readonly s: string; readonly seq: number }
  | { readonly t: "typing"; readonly s: string }
  | { readonly t: "presence"; readonly s: string; readonly here: boolean }
  | { readonly t: "changed"; readonly what: string }
  | ({ readonly t: "place" } & Place)
  | { readonly t: "professional"; readonly onDuty: boolean }
  | { readonly t: "pong" }
  | { readonly t: "error"; readonly code: string; readonly id?: string };

export interface Place {
  readonly position: number;
  readonly of: number;
  readonly expectedWaitSeconds: number | null;
}
