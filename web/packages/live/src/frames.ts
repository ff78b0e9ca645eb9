import type { Frames, Schemas } from "@pitboss/api";

export type Frame = Frames["StaffFrame"];
/** Told and kept nowhere: after a gap they are not repeated. */
export type Transient = Extract<
  Frame,
  {
    type:
      | "hello"
      | "reset"
      | "pong"
      | "error"
      | "typing"
      | "read"
      | "viewing"
      | "counts_changed"
      | "bulk_progress";
  }
>;
/** What has a number: everything that happened, and `gone`. */
export type LiveEvent = Exclude<Frame, Transient>;

export type Ticket = Schemas["TicketView"];
export type Message = Schemas["MessageView"];
