// Generated from protocol/*.hpp by the target protocol_generated; do not edit.
// Field names are the wire's own. What a text or number may hold at most stands behind it.

// --- versions, limits, close codes

export const subprotocol = "plekberaad.v1";
export const protocolVersion = 1;
export const houseRulesVersion = 1;

export const limits = {
  inbound_bytes_max: 65536,
  id_length_max: 36,
  join_id_length_min: 16,
  hello_seconds_max: 15,
  ping_seconds: 20,
  pong_seconds_max: 10,
  seats_max: 2000,
  name_graphemes_max: 60,
  name_bytes_max: 400,
  table_number_max: 99,
  tables_size_max: 20,
  told_graphemes_max: 280,
  line_graphemes_max: 200,
  lines_per_table_max: 3,
  hand_card_max: 200,
  grace_ms: 30000,
  queue_length_max: 200,
  turn_seconds_min: 10,
  turn_seconds_default: 75,
  turn_seconds_max: 1800,
  extend_seconds_max: 1800,
  words_bytes_max: 4000,
  gist_bytes_max: 1000,
  circle_chairs_min: 4,
  circle_chairs_max: 12,
  gist_graphemes_max: 400,
  turns_in_snapshot: 240,
  card_graphemes_max: 400,
  card_graphemes_suggested: 140,
  card_bytes_max: 2000,
  cards_max: 5000,
  columns_per_phase_max: 8,
  spoken_for_max: 12,
  phases_max: 40,
  phase_minutes_max: 480,
  place_bytes_max: 400,
  question_bytes_max: 800,
  listen_here_bytes_max: 400,
  title_bytes_max: 200,
  instruction_bytes_max: 800,
  reason_bytes_max: 400,
} as const;

// 1012 and 4000-4099: come back at once; 4100-4199: come back later; 4400-4499: stop and tell the person.
export const closeCodes = {
  server_restarts: 1012,
  not_utf8: 1007,
  too_big: 1009,
  text_only: 1003,
  resync: 4000,
  hello_too_late: 4100,
  too_fast: 4129,
  unreadable: 4400,
  token_unknown: 4401,
  seat_removed: 4403,
  room_unknown: 4404,
  device_replaced: 4409,
  device_revoked: 4410,
  seat_erased: 4411,
  protocol_unknown: 4426,
} as const;
export type CloseReason = keyof typeof closeCodes;

// --- things: what a page shows, kept by (type, id)

export type RoomCode = string;

export type PhaseId = string;

export const screenStateNames = ["none", "here", "lost"] as const;
export type ScreenState = (typeof screenStateNames)[number];

export interface RoomThing {
  readonly type: "room";
  readonly id: string;
  readonly code: RoomCode;
  readonly library: string;
  readonly place: string;
  readonly question: string;
  readonly listen_here: string;
  readonly is_closed: boolean;
  readonly is_paused: boolean;
  readonly joins_are_frozen: boolean;
  readonly phase?: PhaseId;
  readonly phase_started_at: number;
  readonly phase_ends_at: number;
  readonly paused_at?: number;
  readonly hall_screen?: ScreenState; // for staff; absent or empty for everybody else
  readonly told?: string;
  readonly table_round?: number;
}

export const floorModeNames = ["closed", "open", "round", "free"] as const;
export type FloorMode = (typeof floorModeNames)[number];

export const writingModeNames = ["none", "open", "silent"] as const;
export type WritingMode = (typeof writingModeNames)[number];

export const queueOrderNames = ["fair", "arrival", "facilitator", "alternating"] as const;
export type QueueOrder = (typeof queueOrderNames)[number];

export const roundKindNames = ["talking", "check"] as const;
export type RoundKind = (typeof roundKindNames)[number];

export const phaseTargetNames = ["plenary", "table"] as const;
export type PhaseTarget = (typeof phaseTargetNames)[number];

export const groupingNames = ["pairs", "fours", "rotate"] as const;
export type Grouping = (typeof groupingNames)[number];

export const sideMixNames = ["apart", "mixed"] as const;
export type SideMix = (typeof sideMixNames)[number];

export const tableMovesNames = ["free", "fixed"] as const;
export type TableMoves = (typeof tableMovesNames)[number];

export const lateComersNames = ["suggested", "seated"] as const;
export type LateComers = (typeof lateComersNames)[number];

export const lineByNames = ["host", "anybody"] as const;
export type LineBy = (typeof lineByNames)[number];

export interface TablePlan {
  readonly grouping?: Grouping;
  readonly sides?: SideMix;
  readonly moves?: TableMoves;
  readonly late?: LateComers;
  readonly lines?: LineBy;
}

export interface PhaseThing {
  readonly type: "phase";
  readonly id: PhaseId;
  readonly position: number;
  readonly key: string;
  readonly werkvorm: string;
  readonly title: string;
  readonly instruction: string;
  readonly minutes: number;
  readonly floor: FloorMode;
  readonly writing: WritingMode;
  readonly order: QueueOrder;
  readonly round: RoundKind;
  readonly speaks_for: ReadonlyArray<string>;
  readonly turn_seconds: number;
  readonly is_revealed: boolean;
  readonly drafts?: number; // for staff; absent or empty for everybody else
  readonly target?: PhaseTarget;
  readonly tables?: TablePlan;
  readonly only_hands?: boolean;
  readonly chairs?: number;
  readonly proposal?: string;
  readonly says_back?: boolean;
  readonly voice?: string;
  readonly board_is_frozen?: boolean;
}

export type SeatId = string;

export const roleNames = ["participant", "table_host", "facilitator", "remote_host", "coordinator", "usher", "artist",
  "drawer", "note_taker", "municipality", "national_desk", "observer", "table_tablet"] as const;
export type Role = (typeof roleNames)[number];

export const sideNames = ["hall", "online"] as const;
export type Side = (typeof sideNames)[number];

export const troubleNames = ["no_sound", "needs_help"] as const;
export type Trouble = (typeof troubleNames)[number];

export type DeviceId = string;

export const stretchNames = ["usual", "half_more", "twice"] as const;
export type Stretch = (typeof stretchNames)[number];

export interface SeatThing {
  readonly type: "seat";
  readonly id: SeatId;
  readonly name: string;
  readonly label: string;
  readonly role: Role;
  readonly side: Side;
  readonly table?: number; // 1 to 9999
  readonly group?: number; // 1 to 9999
  readonly is_proxied: boolean;
  readonly hand_card?: number; // 1 to 200
  readonly speaks_for?: string;
  readonly has_left: boolean;
  readonly was_heard?: boolean; // for staff; absent or empty for everybody else
  readonly cards?: number; // for staff; absent or empty for everybody else
  readonly trouble?: Trouble; // for staff; absent or empty for everybody else
  readonly trouble_since?: number; // for staff; absent or empty for everybody else
  readonly devices: ReadonlyArray<DeviceId>; // for staff; absent or empty for everybody else
  readonly stretch?: Stretch; // for staff; absent or empty for everybody else
  readonly is_first_time?: boolean; // for staff; absent or empty for everybody else
  readonly together?: SeatId; // for staff; absent or empty for everybody else
}

export type TurnId = string;

export interface Speaker {
  readonly seat: SeatId;
  readonly turn: TurnId;
  readonly started_at: number;
  readonly ends_at: number;
  readonly is_in_round: boolean;
  readonly warn_at: number;
  readonly line_lost_at?: number;
  readonly left_ms?: number;
  readonly says_back_to?: SeatId;
  readonly not_quite?: number;
}

export const placeReasonNames = ["moved", "stepped_back", "called", "waited_long", "urgent", "not_heard",
  "side_behind", "table_behind", "heard_before", "other_side", "arrival", "objects", "voice"] as const;
export type PlaceReason = (typeof placeReasonNames)[number];

export const moveReasonNames = ["ties_in", "has_to_go", "asked_to", "balance", "other"] as const;
export type MoveReason = (typeof moveReasonNames)[number];

export const requestKindNames = ["contribution", "reply", "question", "point_of_order", "technical"] as const;
export type RequestKind = (typeof requestKindNames)[number];

export interface Hand {
  readonly seat: SeatId;
  readonly was_called: boolean;
  readonly why: PlaceReason;
  readonly moved?: MoveReason;
  readonly kind: RequestKind;
}

export interface RoundState {
  readonly to_come: ReadonlyArray<SeatId>;
  readonly done: number;
  readonly total: number;
  readonly is_second: boolean;
  readonly again: number;
}

export interface RoundDone {
  readonly spoke: number; // for staff; absent or empty for everybody else
  readonly total: number; // for staff; absent or empty for everybody else
}

export interface TableHelp {
  readonly since: number;
  readonly answered_by?: SeatId;
}

export interface FloorThing {
  readonly type: "floor";
  readonly id: string;
  readonly queue_is_open: boolean;
  readonly runs_itself: boolean;
  readonly speaker?: Speaker;
  readonly held?: Speaker;
  readonly queue: ReadonlyArray<Hand>;
  readonly revision: number;
  readonly undo_until?: number; // for staff; absent or empty for everybody else
  readonly next?: SeatId;
  readonly round?: RoundState;
  readonly last_round?: RoundDone; // for staff; absent or empty for everybody else
  readonly equalise_seconds?: number; // for staff; absent or empty for everybody else
  readonly table?: number; // 1 to 9999
  readonly help?: TableHelp;
  readonly circle?: ReadonlyArray<SeatId>;
  readonly voice?: SeatId;
}

export const groupNames = ["residents", "professionals", "hosts"] as const;
export type Group = (typeof groupNames)[number];

export interface BalanceShare {
  readonly side?: Side; // for staff; absent or empty for everybody else
  readonly table?: number; // for staff; absent or empty for everybody else
  readonly group?: Group; // for staff; absent or empty for everybody else
  readonly people: number; // for staff; absent or empty for everybody else
  readonly heard: number; // for staff; absent or empty for everybody else
  readonly seconds: number; // for staff; absent or empty for everybody else
}

export interface BalanceThing {
  readonly type: "balance";
  readonly id: string; // for staff; absent or empty for everybody else
  readonly shares: ReadonlyArray<BalanceShare>; // for staff; absent or empty for everybody else
  readonly online_unheard_since?: number; // for staff; absent or empty for everybody else
}

export const turnKindNames = ["spoken", "typed"] as const;
export type TurnKind = (typeof turnKindNames)[number];

export const turnEndNames = ["yielded", "passed", "ended", "unanswered", "removed", "moved_on"] as const;
export type TurnEnd = (typeof turnEndNames)[number];

export const givenAsNames = ["in_round", "began_self", "in_circle", "to_voice", "short_question", "no_hand"] as const;
export type GivenAs = (typeof givenAsNames)[number];

export interface TurnThing {
  readonly type: "turn";
  readonly id: TurnId;
  readonly position: number;
  readonly seat: SeatId;
  readonly phase: PhaseId;
  readonly kind: TurnKind;
  readonly started_at: number;
  readonly seconds?: number;
  readonly spoken_ms?: number;
  readonly how?: TurnEnd;
  readonly why?: PlaceReason;
  readonly moved?: MoveReason;
  readonly place?: number;
  readonly given_as?: GivenAs;
  readonly asked_as?: RequestKind;
  readonly is_chosen: boolean;
  readonly interrupts?: TurnId;
  readonly speaks_for?: string;
  readonly words: string;
  readonly gist: string;
  readonly hidden_because?: string; // for staff; absent or empty for everybody else
  readonly table?: number; // 1 to 9999
}

export type ColumnId = string;

export interface ColumnThing {
  readonly type: "column";
  readonly id: ColumnId;
  readonly phase: PhaseId;
  readonly position: number;
  readonly title: string;
}

export type CardId = string;

export type ThemeId = string;

export const textReasonNames = ["has_email", "has_link", "has_iban", "has_phone", "has_bsn", "has_address",
  "has_plate", "maybe_slur", "maybe_insult", "maybe_threat", "is_shouting", "too_many_texts", "said_before",
  "looks_like_staff", "same_as_staff", "says_it_is_staff", "name_has_odd_signs", "name_too_long", "name_empty",
  "text_has_odd_signs"] as const;
export type TextReason = (typeof textReasonNames)[number];

export interface CardThing {
  readonly type: "card";
  readonly id: CardId;
  readonly column: ColumnId;
  readonly position: number;
  readonly text: string;
  readonly is_erased: boolean;
  readonly is_corrected: boolean;
  readonly hidden_because?: string; // for staff; absent or empty for everybody else
  readonly table?: number; // 1 to 9999
  readonly is_kept?: boolean;
  readonly builds_on?: CardId;
  readonly is_private?: boolean;
  readonly theme?: ThemeId;
  readonly held_because?: TextReason; // for staff; absent or empty for everybody else
  readonly returned_with?: string; // for staff; absent or empty for everybody else
  readonly edition?: number; // for staff; absent or empty for everybody else
  readonly held_position?: number; // for staff; absent or empty for everybody else
}

export interface TableSeat {
  readonly seat: SeatId; // for staff; absent or empty for everybody else
  readonly table: number; // for staff; absent or empty for everybody else
}

export interface SeatingThing {
  readonly type: "seating";
  readonly id: string; // for staff; absent or empty for everybody else
  readonly revision: number; // for staff; absent or empty for everybody else
  readonly seats: ReadonlyArray<TableSeat>; // for staff; absent or empty for everybody else
}

export interface ProposalThing {
  readonly type: "proposal";
  readonly id: string;
  readonly phase: PhaseId;
  readonly text: string;
  readonly people: number;
  readonly answered: number;
  readonly is_open: boolean;
  readonly goes_through?: boolean;
  readonly is_before_all?: boolean;
  readonly agree?: number;
  readonly live_with?: number;
  readonly object?: number;
  readonly objections: ReadonlyArray<string>; // for staff; absent or empty for everybody else
}

export interface ThemeThing {
  readonly type: "theme";
  readonly id: ThemeId;
  readonly column: ColumnId;
  readonly position: number;
  readonly title: string;
  readonly revision: number;
  readonly merged_into?: ThemeId;
}

export interface CardDots {
  readonly card: CardId;
  readonly dots: number;
  readonly stickers_hall: number;
  readonly stickers_online: number;
}

export interface BallotThing {
  readonly type: "ballot";
  readonly id: string;
  readonly phase: PhaseId;
  readonly column?: ColumnId;
  readonly budget: number;
  readonly people: number;
  readonly sets: number;
  readonly is_closed: boolean;
  readonly results?: ReadonlyArray<CardDots>;
  readonly stickers?: ReadonlyArray<CardDots>; // for staff; absent or empty for everybody else
  readonly late?: ReadonlyArray<SeatId>; // for staff; absent or empty for everybody else
}

export type Thing = RoomThing | PhaseThing | SeatThing | FloorThing | BalanceThing | TurnThing | ColumnThing |
  CardThing | SeatingThing | ProposalThing | ThemeThing | BallotThing;

export type ThingType = Thing["type"];

export interface ThingKey {
  readonly type: string;
  readonly id: string;
}

export const consentNames = ["agree", "live_with", "object"] as const;
export type Consent = (typeof consentNames)[number];

export interface OwnDots {
  readonly card: CardId;
  readonly dots: number;
}

export interface Own {
  readonly seat: SeatId;
  readonly role: Role;
  readonly place?: number;
  readonly is_next: boolean;
  readonly is_speaking: boolean;
  readonly asked_again?: boolean;
  readonly spoken_seconds: number;
  readonly trouble?: Trouble;
  readonly stretch?: Stretch;
  readonly nudged_at?: number;
  readonly wants_nudges?: boolean;
  readonly can: ReadonlyArray<string>;
  readonly removed_because?: string;
  readonly floor?: string;
  readonly suggested_table?: number; // 1 to 9999
  readonly is_asked?: boolean;
  readonly answer?: Consent;
  readonly objection?: string;
  readonly together?: SeatId;
  readonly asked_to_sit_with: ReadonlyArray<SeatId>;
  readonly ballot?: number; // 1 to 50
  readonly dots?: ReadonlyArray<OwnDots>;
  readonly waits_for_dots?: boolean;
}


// --- commands: what a client may ask for

export interface Join {
  readonly type: "join";
  readonly name: string; // at most 400 bytes of UTF-8
  readonly side: Side;
  readonly table?: number; // 1 to 9999
  readonly accepts: number; // 1 to 1000
  readonly is_first_time?: boolean;
}

export interface ClaimSeat {
  readonly type: "claim_seat";
  readonly ticket: string; // at most 200 bytes of UTF-8
  readonly accepts: number; // 1 to 1000
}

export interface TakeStaffSeat {
  readonly type: "take_staff_seat";
  readonly role: Role;
  readonly name: string; // at most 400 bytes of UTF-8
  readonly accepts: number; // 1 to 1000
}

export interface Rename {
  readonly type: "rename";
  readonly name: string; // at most 400 bytes of UTF-8
  readonly on_behalf_of?: SeatId;
}

export interface ChangeSide {
  readonly type: "change_side";
  readonly side: Side;
  readonly table?: number; // 1 to 9999
}

export interface LeaveRoom {
  readonly type: "leave_room";
}

export interface RequestFloor {
  readonly type: "request_floor";
  readonly on_behalf_of?: SeatId;
  readonly kind?: RequestKind;
}

export interface LowerHand {
  readonly type: "lower_hand";
  readonly on_behalf_of?: SeatId;
}

export interface StepBack {
  readonly type: "step_back";
  readonly behind: SeatId;
  readonly on_behalf_of?: SeatId;
}

export interface MoveHand {
  readonly type: "move_hand";
  readonly seat: SeatId;
  readonly behind?: SeatId;
  readonly revision: number;
  readonly reason: MoveReason;
}

export interface YieldFloor {
  readonly type: "yield_floor";
  readonly on_behalf_of?: SeatId;
}

export interface Pass {
  readonly type: "pass";
  readonly on_behalf_of?: SeatId;
}

export interface Say {
  readonly type: "say";
  readonly words: string; // at most 4000 bytes of UTF-8
  readonly on_behalf_of?: SeatId;
}

export interface GrantFloor {
  readonly type: "grant_floor";
  readonly seat: SeatId;
  readonly after?: TurnId;
}

export interface Interpose {
  readonly type: "interpose";
  readonly seat: SeatId;
  readonly turn: TurnId;
}

export interface UndoGrant {
  readonly type: "undo_grant";
  readonly turn: TurnId;
}

export interface EndTurn {
  readonly type: "end_turn";
  readonly turn: TurnId;
}

export interface ExtendTurn {
  readonly type: "extend_turn";
  readonly turn: TurnId;
  readonly seconds: number; // 1 to 1800
}

export interface SkipUnanswered {
  readonly type: "skip_unanswered";
  readonly turn: TurnId;
}

export interface OpenQueue {
  readonly type: "open_queue";
  readonly table?: number; // 1 to 9999
}

export interface CloseQueue {
  readonly type: "close_queue";
  readonly table?: number; // 1 to 9999
}

export interface StartRound {
  readonly type: "start_round";
  readonly table?: number; // 1 to 9999
}

export interface EndRound {
  readonly type: "end_round";
  readonly table?: number; // 1 to 9999
}

export interface SpeakFor {
  readonly type: "speak_for";
  readonly whom?: number; // 0 to 11
  readonly on_behalf_of?: SeatId;
}

export interface AddGist {
  readonly type: "add_gist";
  readonly turn: TurnId;
  readonly gist: string; // at most 1000 bytes of UTF-8
}

export interface PostCard {
  readonly type: "post_card";
  readonly column: ColumnId;
  readonly text: string; // at most 2000 bytes of UTF-8
  readonly on_behalf_of?: SeatId;
  readonly builds_on?: CardId;
  readonly is_private?: boolean;
  readonly is_from_paper?: boolean;
}

export interface EditCard {
  readonly type: "edit_card";
  readonly card: CardId;
  readonly text: string; // at most 2000 bytes of UTF-8
  readonly is_private?: boolean;
}

export interface RetractCard {
  readonly type: "retract_card";
  readonly card: CardId;
}

export interface MoveCard {
  readonly type: "move_card";
  readonly card: CardId;
  readonly column: ColumnId;
  readonly from?: ColumnId;
}

export interface RevealCards {
  readonly type: "reveal_cards";
  readonly phase: PhaseId;
}

export interface StartPhase {
  readonly type: "start_phase";
  readonly phase: PhaseId;
  readonly from?: PhaseId;
}

export interface ExtendPhase {
  readonly type: "extend_phase";
  readonly phase: PhaseId;
  readonly seconds: number; // 1 to 1800
}

export interface PauseRoom {
  readonly type: "pause_room";
}

export interface ResumeRoom {
  readonly type: "resume_room";
}

export interface FreezeJoins {
  readonly type: "freeze_joins";
}

export interface OpenJoins {
  readonly type: "open_joins";
}

export const itemKindNames = ["card", "turn"] as const;
export type ItemKind = (typeof itemKindNames)[number];

export interface Item {
  readonly kind: ItemKind;
  readonly id: string;
}

export interface HideItem {
  readonly type: "hide_item";
  readonly item: Item;
  readonly reason: string; // at most 400 bytes of UTF-8
}

export interface RestoreItem {
  readonly type: "restore_item";
  readonly item: Item;
}

export interface RemoveSeat {
  readonly type: "remove_seat";
  readonly seat: SeatId;
  readonly reason: string; // at most 400 bytes of UTF-8
}

export interface AssignRole {
  readonly type: "assign_role";
  readonly seat: SeatId;
  readonly role: Role;
}

export interface CorrectRoom {
  readonly type: "correct_room";
  readonly place?: string; // at most 400 bytes of UTF-8
  readonly question?: string; // at most 800 bytes of UTF-8
  readonly listen_here?: string; // at most 400 bytes of UTF-8
}

export interface CorrectPhase {
  readonly type: "correct_phase";
  readonly phase: PhaseId;
  readonly title?: string; // at most 200 bytes of UTF-8
  readonly instruction?: string; // at most 800 bytes of UTF-8
  readonly minutes?: number; // 1 to 480
}

export interface CloseRoom {
  readonly type: "close_room";
}

export interface AddProxy {
  readonly type: "add_proxy";
  readonly name: string; // at most 400 bytes of UTF-8
  readonly table?: number; // 1 to 9999
  readonly hand_card?: number; // 1 to 200
}

export interface GiveHandCard {
  readonly type: "give_hand_card";
  readonly seat: SeatId;
  readonly number?: number; // 1 to 200
}

export interface OfferClaim {
  readonly type: "offer_claim";
  readonly seat: SeatId;
}

export interface OfferStaffSeat {
  readonly type: "offer_staff_seat";
  readonly role: Role;
}

export interface OfferScreen {
  readonly type: "offer_screen";
}

export interface OfferTablet {
  readonly type: "offer_tablet";
  readonly table: number; // 1 to 9999
}

export interface RevokeDevice {
  readonly type: "revoke_device";
  readonly device: DeviceId;
}

export interface SignalTrouble {
  readonly type: "signal_trouble";
  readonly trouble: Trouble;
}

export interface ClearTrouble {
  readonly type: "clear_trouble";
  readonly seat: SeatId;
}

export interface SetStretch {
  readonly type: "set_stretch";
  readonly seat: SeatId;
  readonly stretch: Stretch;
}

export interface Equalise {
  readonly type: "equalise";
  readonly turn: TurnId;
}

export interface SetNudges {
  readonly type: "set_nudges";
  readonly are_wanted: boolean;
}

export interface SeatAtTable {
  readonly type: "seat_at_table";
  readonly seat: SeatId;
  readonly table: number; // 1 to 9999
}

export interface SitTogether {
  readonly type: "sit_together";
  readonly with?: SeatId;
  readonly on_behalf_of?: SeatId;
}

export interface ComposeTables {
  readonly type: "compose_tables";
  readonly tables?: number; // 1 to 99
  readonly size?: number; // 2 to 20
  readonly sides: SideMix;
}

export interface ApplyTables {
  readonly type: "apply_tables";
  readonly revision: number;
}

export interface RotateTables {
  readonly type: "rotate_tables";
  readonly round: number;
}

export interface CallForHelp {
  readonly type: "call_for_help";
}

export interface AnswerHelp {
  readonly type: "answer_help";
  readonly table: number; // 1 to 9999
}

export interface EndHelp {
  readonly type: "end_help";
  readonly table: number; // 1 to 9999
}

export interface MessageTables {
  readonly type: "message_tables";
  readonly text: string; // at most 1400 bytes of UTF-8
}

export interface WriteLine {
  readonly type: "write_line";
  readonly text: string; // at most 1000 bytes of UTF-8
  readonly on_behalf_of?: SeatId;
}

export interface EraseSeat {
  readonly type: "erase_seat";
  readonly seat: SeatId;
}

export interface BeginTalking {
  readonly type: "begin_talking";
  readonly after?: TurnId;
  readonly on_behalf_of?: SeatId;
}

export interface TakeChair {
  readonly type: "take_chair";
  readonly on_behalf_of?: SeatId;
}

export interface LeaveChair {
  readonly type: "leave_chair";
  readonly on_behalf_of?: SeatId;
}

export interface AskConsent {
  readonly type: "ask_consent";
  readonly proposal: string; // at most 800 bytes of UTF-8
}

export interface AnswerConsent {
  readonly type: "answer_consent";
  readonly proposal: number; // 1 to 200
  readonly answer: Consent;
  readonly objection?: string; // at most 1000 bytes of UTF-8
  readonly on_behalf_of?: SeatId;
}

export interface OpenAnswers {
  readonly type: "open_answers";
  readonly proposal: number; // 1 to 200
}

export interface ConfirmHeard {
  readonly type: "confirm_heard";
  readonly turn: TurnId;
  readonly is_right: boolean;
}

export interface PassVoice {
  readonly type: "pass_voice";
  readonly seat: SeatId;
}

export interface MakeTheme {
  readonly type: "make_theme";
  readonly column: ColumnId;
  readonly title: string; // at most 200 bytes of UTF-8
}

export interface RenameTheme {
  readonly type: "rename_theme";
  readonly theme: ThemeId;
  readonly title: string; // at most 200 bytes of UTF-8
  readonly revision: number;
}

export interface PutInTheme {
  readonly type: "put_in_theme";
  readonly card: CardId;
  readonly theme?: ThemeId;
  readonly from?: ThemeId;
}

export interface MergeThemes {
  readonly type: "merge_themes";
  readonly theme: ThemeId;
  readonly into: ThemeId;
  readonly revision: number;
}

export interface UndoMerge {
  readonly type: "undo_merge";
  readonly theme: ThemeId;
}

export interface FreezeBoard {
  readonly type: "freeze_board";
  readonly phase: PhaseId;
}

export interface OpenBoard {
  readonly type: "open_board";
  readonly phase: PhaseId;
}

export interface OpenDots {
  readonly type: "open_dots";
  readonly phase: PhaseId;
  readonly column?: ColumnId;
  readonly budget: number; // 1 to 20
}

export interface PlaceDots {
  readonly type: "place_dots";
  readonly ballot: number; // 1 to 50
  readonly card: CardId;
  readonly dots: number; // 0 to 20
  readonly on_behalf_of?: SeatId;
  readonly is_anew?: boolean;
}

export interface AdmitSeat {
  readonly type: "admit_seat";
  readonly ballot: number; // 1 to 50
  readonly seat: SeatId;
}

export interface CountStickers {
  readonly type: "count_stickers";
  readonly ballot: number; // 1 to 50
  readonly card: CardId;
  readonly side: Side;
  readonly stickers: number; // 0 to 2000
}

export interface CloseDots {
  readonly type: "close_dots";
  readonly ballot: number; // 1 to 50
}

export interface PublishCard {
  readonly type: "publish_card";
  readonly card: CardId;
  readonly edition: number;
}

export interface ReturnCard {
  readonly type: "return_card";
  readonly card: CardId;
  readonly edition: number;
  readonly note: string; // at most 400 bytes of UTF-8
}

export type Command = Join | ClaimSeat | TakeStaffSeat | Rename | ChangeSide | LeaveRoom | RequestFloor | LowerHand |
  StepBack | MoveHand | YieldFloor | Pass | Say | GrantFloor | Interpose | UndoGrant | EndTurn | ExtendTurn |
  SkipUnanswered | OpenQueue | CloseQueue | StartRound | EndRound | SpeakFor | AddGist | PostCard | EditCard |
  RetractCard | MoveCard | RevealCards | StartPhase | ExtendPhase | PauseRoom | ResumeRoom | FreezeJoins | OpenJoins |
  HideItem | RestoreItem | RemoveSeat | AssignRole | CorrectRoom | CorrectPhase | CloseRoom | AddProxy | GiveHandCard |
  OfferClaim | OfferStaffSeat | OfferScreen | OfferTablet | RevokeDevice | SignalTrouble | ClearTrouble | SetStretch |
  Equalise | SetNudges | SeatAtTable | SitTogether | ComposeTables | ApplyTables | RotateTables | CallForHelp |
  AnswerHelp | EndHelp | MessageTables | WriteLine | EraseSeat | BeginTalking | TakeChair | LeaveChair | AskConsent |
  AnswerConsent | OpenAnswers | ConfirmHeard | PassVoice | MakeTheme | RenameTheme | PutInTheme | MergeThemes |
  UndoMerge | FreezeBoard | OpenBoard | OpenDots | PlaceDots | AdmitSeat | CountStickers | CloseDots | PublishCard |
  ReturnCard;

export type CommandType = Command["type"];

// --- frames that a client sends

export const viewNames = ["participant", "staff", "hall_screen", "observer"] as const;
export type View = (typeof viewNames)[number];

export interface Hello {
  readonly type: "hello";
  readonly protocol: 1;
  readonly view: View;
  readonly token?: string; // at most 200 bytes of UTF-8
  readonly epoch?: string; // at most 36 bytes of UTF-8
  readonly n?: number;
}

export type CommandId = string;

export interface Ask {
  readonly type: "command";
  readonly id: CommandId;
  readonly seat?: SeatId;
  readonly body: Command;
}

export interface Typing {
  readonly type: "typing";
  readonly is_typing: boolean;
}

export interface LookBack {
  readonly type: "look_back";
  readonly before: TurnId;
}

export type ClientFrame = Hello | Ask | Typing | LookBack;


// --- pushes: what a client is told

export interface Lobby {
  readonly type: "lobby";
  readonly code: RoomCode;
  readonly library: string;
  readonly place: string;
  readonly question: string;
  readonly joins_are_frozen: boolean;
  readonly is_full: boolean;
  readonly house_rules: number;
  readonly now: number;
}

export interface Seated {
  readonly type: "seated";
  readonly id: CommandId;
  readonly seat: SeatId;
  readonly token: string;
}

export interface ScreenKnown {
  readonly type: "screen_known";
  readonly token: string;
}

export interface Snapshot {
  readonly type: "snapshot";
  readonly epoch: string;
  readonly n: number;
  readonly view: View;
  readonly now: number;
  readonly page: number;
  readonly is_last: boolean;
  readonly things: ReadonlyArray<Thing>;
}

export interface Resumed {
  readonly type: "resumed";
  readonly epoch: string;
  readonly n: number;
  readonly now: number;
}

export interface Update {
  readonly type: "update";
  readonly n: number;
  readonly cause?: CommandId;
  readonly changed: ReadonlyArray<Thing>;
  readonly removed: ReadonlyArray<ThingKey>;
}

export interface OwnChanged {
  readonly type: "own";
  readonly own: Own;
}

export interface OwnCard {
  readonly id: CardId;
  readonly column: ColumnId;
  readonly text?: string;
  readonly is_draft: boolean;
  readonly is_hidden: boolean;
  readonly hidden_because?: string;
  readonly on_behalf_of?: SeatId;
  readonly is_private?: boolean;
  readonly held_because?: TextReason;
  readonly returned_with?: string;
  readonly is_fixed?: boolean;
}

export interface OwnCards {
  readonly type: "own_cards";
  readonly seat: SeatId;
  readonly is_start: boolean;
  readonly changed: ReadonlyArray<OwnCard>;
  readonly removed: ReadonlyArray<CardId>;
}

export interface Done {
  readonly type: "done";
  readonly id: CommandId;
}

export const refusalNames = ["not_allowed", "not_seated", "seat_removed", "room_closed", "room_paused", "room_full",
  "joins_frozen", "house_rules_changed", "name_empty", "name_too_long", "name_has_odd_signs", "name_is_staff",
  "text_empty", "text_too_long", "text_has_odd_signs", "join_id_too_short", "ticket_unknown", "ticket_used",
  "ticket_expired", "too_many_tickets", "queue_closed", "queue_full", "already_waiting", "not_waiting",
  "already_speaking", "not_your_turn", "turn_unknown", "turn_moved_on", "turn_text_full", "talk_full", "no_round",
  "round_already_runs", "nobody_to_go_round", "nobody_reacts", "queue_moved_on", "not_behind_you", "too_late",
  "already_interrupted", "nobody_to_speak_for", "no_table", "table_unknown", "at_another_table", "tables_fixed",
  "lines_full", "no_lines", "no_help", "help_called_before", "nobody_to_seat", "seating_moved_on", "not_begun",
  "phase_unknown", "phase_moved_on", "already_in_phase", "column_unknown", "writing_closed", "board_full",
  "card_unknown", "not_your_card", "phase_is_over", "already_revealed", "nothing_to_reveal", "card_is_secret",
  "theme_unknown", "theme_moved_on", "card_moved_on", "not_merged", "ballot_unknown", "ballot_closed",
  "ballot_is_open", "no_cards", "not_admitted", "dots_spent", "board_frozen", "item_unknown", "already_hidden",
  "not_hidden", "not_held", "words_moved_on", "text_against_rules", "seat_unknown", "seat_is_not_proxied",
  "cannot_act_for", "last_leader", "already_paused", "not_paused", "already_frozen", "not_frozen", "device_unknown",
  "no_trouble", "hand_card_taken", "id_used_differently", "too_fast", "not_free_talk", "not_talking_now", "free_talk",
  "just_begun", "only_who_waits", "no_circle", "not_in_circle", "in_the_circle", "circle_is_busy", "no_proposal",
  "proposal_moved_on", "already_open", "voice_moved_on", "nobody_to_bear", "nothing_changed"] as const;
export type Refusal = (typeof refusalNames)[number];

export interface Refused {
  readonly type: "refused";
  readonly id: CommandId;
  readonly reason: Refusal;
  readonly path?: string;
}

export const retryReasonNames = ["notebook_full", "room_is_loading", "server_stops", "door_is_busy"] as const;
export type RetryReason = (typeof retryReasonNames)[number];

export interface Retry {
  readonly type: "retry";
  readonly id: CommandId;
  readonly reason: RetryReason;
  readonly after_ms: number;
}

export const problemNames = ["not_json", "not_an_object", "trailing_content", "too_deep", "unknown_type",
  "unknown_field", "missing_field", "duplicate_field", "wrong_type", "not_one_of", "too_long", "too_many",
  "out_of_range", "bad_id", "not_utf8", "hello_expected", "hello_twice"] as const;
export type Problem = (typeof problemNames)[number];

export interface BadMessage {
  readonly type: "bad_message";
  readonly id?: CommandId;
  readonly path: string;
  readonly problem: Problem;
  readonly detail: string;
}

export const ticketPurposeNames = ["claim_seat", "take_staff_seat", "hall_screen", "table_tablet"] as const;
export type TicketPurpose = (typeof ticketPurposeNames)[number];

export interface Ticket {
  readonly type: "ticket";
  readonly id: CommandId;
  readonly purpose: TicketPurpose;
  readonly secret: string;
  readonly pin?: string;
  readonly expires_at: number;
}

export interface Presence {
  readonly type: "presence";
  readonly here: ReadonlyArray<SeatId>;
  readonly hall: number;
  readonly online: number;
}

export interface TypingShown {
  readonly type: "typing";
  readonly seat: SeatId;
  readonly is_typing: boolean;
}

export interface EarlierTurns {
  readonly type: "earlier_turns";
  readonly before: TurnId;
  readonly things: ReadonlyArray<Thing>;
  readonly is_all: boolean;
}

export type Push = Lobby | Seated | ScreenKnown | Snapshot | Resumed | Update | OwnChanged | OwnCards | Done |
  Refused | Retry | BadMessage | Ticket | Presence | TypingShown | EarlierTurns;

export type PushType = Push["type"];

// --- bodies of the HTTP interface (/api/v1)

export interface OfficeState {
  readonly library: string;
  readonly needs_password: boolean;
  readonly is_signed_in: boolean;
}

export interface SetPassword {
  readonly ticket: string; // at most 200 bytes of UTF-8
  readonly password: string; // at most 200 bytes of UTF-8
  readonly library: string; // at most 200 bytes of UTF-8
}

export interface SignIn {
  readonly password: string; // at most 200 bytes of UTF-8
}

export interface ColumnPlan {
  readonly id: ColumnId;
  readonly title: string; // at most 200 bytes of UTF-8
}

export interface PhasePlan {
  readonly id: PhaseId;
  readonly key: string; // at most 40 bytes of UTF-8
  readonly werkvorm: string; // at most 40 bytes of UTF-8
  readonly title: string; // at most 200 bytes of UTF-8
  readonly instruction: string; // at most 800 bytes of UTF-8
  readonly minutes: number; // 1 to 480
  readonly floor: FloorMode;
  readonly writing: WritingMode;
  readonly turn_seconds: number; // 10 to 1800
  readonly columns: ReadonlyArray<ColumnPlan>; // at most 8
  readonly order?: QueueOrder;
  readonly round?: RoundKind;
  readonly speaks_for?: ReadonlyArray<string>;
  readonly target?: PhaseTarget;
  readonly tables?: TablePlan;
  readonly only_hands?: boolean;
  readonly chairs?: number; // 4 to 12
  readonly proposal?: string; // at most 800 bytes of UTF-8
  readonly says_back?: boolean;
  readonly voice?: string; // at most 200 bytes of UTF-8
}

export interface NewRoom {
  readonly place: string; // at most 400 bytes of UTF-8
  readonly question: string; // at most 800 bytes of UTF-8
  readonly listen_here: string; // at most 400 bytes of UTF-8
  readonly phases: ReadonlyArray<PhasePlan>; // at most 40
  readonly starts_at_once?: boolean;
}

export interface RoomMade {
  readonly code: RoomCode;
}

export interface RoomSummary {
  readonly code: RoomCode;
  readonly place: string;
  readonly question: string;
  readonly has_begun: boolean;
  readonly is_closed: boolean;
  readonly opened_at: number;
  readonly people: number;
  readonly is_erased: boolean;
  readonly to_erase_at?: number;
}

export interface RoomList {
  readonly rooms: ReadonlyArray<RoomSummary>;
}

export interface OfficePerson {
  readonly seat: SeatId;
  readonly label: string;
  readonly role: Role;
  readonly has_left: boolean;
}

export interface OfficePeople {
  readonly people: ReadonlyArray<OfficePerson>;
}

export interface ErasePerson {
  readonly seat: SeatId;
}

export interface Format {
  readonly key: string;
  readonly title: string;
  readonly phases: ReadonlyArray<PhasePlan>; // at most 40
}

export interface FormatList {
  readonly formats: ReadonlyArray<Format>;
}

export interface Invite {
  readonly role: Role;
}

export interface Invitation {
  readonly secret: string;
  readonly pin: string;
  readonly expires_at: number;
}

export interface EnterAsStaff {
  readonly id: CommandId;
  readonly ticket?: string; // at most 200 bytes of UTF-8
  readonly pin?: string; // at most 12 bytes of UTF-8
  readonly role: Role;
  readonly name: string; // at most 400 bytes of UTF-8
  readonly accepts: number; // 1 to 1000
}

export interface StaffSeat {
  readonly seat: SeatId;
  readonly token: string;
}

export interface HarvestTurn {
  readonly at: string;
  readonly phase: string;
  readonly kind: string;
  readonly side: string;
  readonly person: number;
  readonly seconds: number;
  readonly words: string;
  readonly gist: string;
  readonly speaks_for?: string;
}

export interface HarvestCard {
  readonly phase: string;
  readonly column: string;
  readonly text: string;
  readonly side: string;
  readonly table: string;
  readonly number: number;
  readonly builds_on?: number;
  readonly theme: string;
}

export interface HarvestCount {
  readonly what: string;
  readonly hall: number;
  readonly online: number;
}

export interface HarvestProposal {
  readonly phase: string;
  readonly text: string;
  readonly agree: number;
  readonly live_with: number;
  readonly object: number;
  readonly objections: ReadonlyArray<string>;
  readonly people: number;
  readonly goes_through: boolean;
}

export interface HarvestDots {
  readonly ballot: number;
  readonly phase: string;
  readonly card: string;
  readonly number: number;
  readonly dots: number;
  readonly stickers_hall: number;
  readonly stickers_online: number;
  readonly budget: number;
  readonly people: number;
  readonly sets: number;
}

export interface Harvest {
  readonly library: string;
  readonly place: string;
  readonly question: string;
  readonly opened_at: string;
  readonly talk: ReadonlyArray<HarvestTurn>;
  readonly cards: ReadonlyArray<HarvestCard>;
  readonly counts: ReadonlyArray<HarvestCount>;
  readonly proposals: ReadonlyArray<HarvestProposal>;
  readonly dots: ReadonlyArray<HarvestDots>;
}

export interface ApiError {
  readonly error: string;
  readonly path?: string;
  readonly detail?: string;
}
