/** What docs/wire.md says to those on duty, beyond what young people hear. */
import type { BoxFor, Kind, MsgFrame, OwnShare, Participant, Party, State, Summary } from "../wire";

export interface QueueItem {
  readonly id: string;
  readonly kind: Kind;
  readonly queuedAt: string;
  readonly ageGroup: string;
  readonly topics: readonly string[];
  readonly handedOver: boolean;
}

export interface OnDuty {
  readonly alias: string;
  readonly kind: "peer" | "professional";
  readonly conversations: number;
  readonly isProgram: boolean;
}

export interface WaitingCall {
  readonly conversation: string;
  readonly callerParty: Party;
  readonly callerName: string;
  readonly calledAt: string;
}

export type DutyFrame =
  | { readonly t: "queue"; readonly items: readonly QueueItem[]; readonly onDuty: readonly OnDuty[] }
  | { readonly t: "calls"; readonly items: readonly WaitingCall[] }
  | { readonly t: "team"; readonly kind: string }
  | { readonly t: "conversation"; readonly id: string }
  | { readonly t: "pong" }
  | { readonly t: "error"; readonly code: string };

/** One of my conversations, as `GET /api/staff/me` tells. */
export interface MySummary extends Summary {
  readonly party?: Party; // as what I take part
  readonly seenSeq?: number; // how far I have read
  readonly readable?: boolean; // my key of today has a share of it
}

export interface ReportRow {
  readonly id: string;
  readonly conversation: string;
  readonly reporter: Party;
  readonly reporterName: string;
  readonly reportedAt: string;
  readonly openedAt: string | null;
  readonly otherTold: boolean;
  readonly kind: Kind;
  readonly state: State;
}

export interface ReportedEpoch {
  readonly number: number;
  readonly commit: string;
  readonly link: string | null;
  readonly recipients: readonly string[];
  readonly share: OwnShare | null;
}

export interface OpenedReport extends ReportRow {
  readonly tenant: string;
  readonly epochs: readonly ReportedEpoch[];
  readonly participants: readonly Participant[];
  readonly messages: readonly MsgFrame[];
}

export type { BoxFor };
