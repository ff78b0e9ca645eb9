import type { Frames, Schemas } from "@pitboss/api";

export type Frame = Frames["StaffFrame"];
/** What has a number: everything that happened, and `gone`. */
export type LiveEvent = Exclude<Extract<Frame, { number: number }>, { type: "hello" | "reset" }>;
/** Told and kept nowhere: after a gap they are not repeated. */
export type Transient = Exclude<Frame, LiveEvent>;

/** A ticket as everybody sees it, as events tell it. */
export type State = Frames["TicketState"];
/** The same with what of it is mine alone: what I have not read, whether I have a draft. */
export type Ticket = Schemas["TicketView"];
export type Message = Schemas["MessageView"];
