import type { LiveEvent, Message, State, Ticket } from "./frames";

/** What else on a screen an event makes out of date, beside the ticket and its messages: the screen reads it again. */
export type Renewal =
  | "links"
  | "promises"
  | "timeline"
  | "player"
  | "notices"
  | "mentions"
  | "proposals"
  | "views"
  | "presence"
  | "session"
  | "staff"
  | "teams"
  | "queues"
  | "channels"
  | "quarantine"
  | "settings"
  | "canned"
  | "later"
  | "chats"
  | "documents"
  | "knowledge"
  | "official"
  | "impostors"
  | "incidents"
  | "complaints";

/** What an event does to a screen. `moved`: messages changed their ticket, so this ticket's thread is read again. */
export interface Effect {
  readonly ticket: string | null;
  readonly state?: State | Ticket;
  readonly message?: Message;
  readonly moved?: true;
  readonly gone?: true;
  readonly renews: readonly Renewal[];
}

const NONE: readonly Renewal[] = [];

export function effectOf(event: LiveEvent): Effect {
  switch (event.type) {
    case "gone":
      return { ticket: event.ticket, gone: true, renews: NONE };
    case "message_received":
    case "message_sent":
    case "delivery_changed":
    case "redacted":
    case "secret_masked":
    case "file_scanned":
      return said(event, ["timeline"]);
    case "note_added":
      return said(event, ["timeline", "mentions"]);
    case "merged":
    case "took_in":
    case "unmerged":
    case "split":
      return { ...touched(event, ["timeline", "links", "promises"]), moved: true };
    case "linked":
    case "unlinked":
      return touched(event, ["timeline", "links"]);
    case "card_suspected":
      return { ...touched(event, ["timeline"]), moved: true }; // the mark is on a file of a message
    case "clock_started":
    case "clock_met":
    case "clock_warned":
    case "clock_breached":
    case "clock_paused":
    case "clock_resumed":
      return touched(event, ["timeline", "promises"]);
    case "ticket_opened":
    case "topic_set":
    case "danger_found":
    case "danger_cleared":
    case "priority_set":
    case "queued":
    case "assigned":
    case "unassigned":
    case "level_changed":
    case "status_changed":
    case "snoozed":
    case "woken":
    case "spam_marked":
    case "tagged":
    case "language_set":
    case "renamed":
    case "channel_changed":
    case "rated":
    case "survey_sent":
    case "choice_made":
    case "speed_up_asked":
    case "escalated":
      return touched(event, ["timeline"]);
    case "chat_left":
    case "chat_returned":
      return touched(event, ["timeline", "chats"]);
    case "staff_notified":
      return touched(event, ["notices"]);
    case "identity_added":
    case "identity_unregistered":
    case "cabinet_entered":
    case "player_changed":
    case "player_created":
    case "player_recognised":
    case "players_merged":
    case "merge_undone":
      return apart(["player", "proposals"]);
    case "merge_proposed":
    case "merge_refused":
      return apart(["proposals"]);
    case "presence_changed":
    case "capacity_set":
      return apart(["presence"]);
    case "role_defined":
    case "role_granted":
    case "role_revoked":
    case "queue_joined":
    case "queue_left":
      return apart(["staff", "session", "queues"]);
    case "staff_created":
    case "staff_changed":
    case "staff_deactivated":
    case "staff_reactivated":
    case "password_set":
    case "token_created":
    case "token_revoked":
    case "signed_in":
    case "signed_out":
    case "sign_in_failed":
      return apart(["staff"]);
    case "team_created":
    case "team_joined":
    case "team_left":
      return apart(["teams"]);
    case "queue_created":
    case "queue_changed":
    case "queue_deleted":
      return apart(["queues"]);
    case "channel_created":
    case "channel_settings_changed":
    case "back_office_connected":
    case "back_office_disconnected":
      return apart(["channels"]);
    case "reply_scheduled":
    case "reply_unscheduled":
      return touched(event, ["timeline", "later"]);
    case "canned_reply_created":
    case "canned_reply_changed":
    case "canned_reply_deleted":
      return apart(["canned"]);
    case "article_approved":
    case "article_archived":
    case "article_changed":
    case "article_checked":
    case "article_created":
    case "article_discarded":
    case "article_drafted":
    case "article_published":
    case "article_restored":
    case "article_scheduled":
    case "article_sent_back":
    case "article_submitted":
    case "phrase_approved":
    case "phrase_proposed":
    case "phrase_rejected":
    case "category_deleted":
    case "category_saved":
    case "citation_confirmed":
    case "clause_changed":
    case "clause_entered":
    case "clause_removed":
    case "help_imported":
    case "image_added":
      return apart(["knowledge"]);
    case "original_retried":
      return apart(["quarantine"]);
    case "view_saved":
    case "view_deleted":
      return apart(["views"]);
    case "brand_changed":
    case "calendar_created":
    case "calendar_changed":
    case "calendar_deleted":
    case "policy_created":
    case "policy_changed":
    case "policy_retired":
    case "secret_set":
    case "sign_limit_set":
    case "text_changed":
    case "text_restored":
    case "topic_added":
    case "topic_changed":
      return apart(["settings"]);
    case "document_accepted":
    case "document_deleted":
    case "document_refused":
    case "document_refused_at_door":
    case "document_viewed":
    case "documents_asked":
    case "documents_received":
    case "documents_withdrawn":
      return touched(event, ["timeline", "documents"]);
    case "official_added":
    case "official_ended":
      return apart(["official"]);
    case "impostor_reported":
    case "impostor_moved":
      return apart(["impostors"]);
    case "incident_linked":
    case "incident_unlinked":
      return { ticket: event.ticket, renews: ["timeline", "incidents"] };
    case "incident_opened":
    case "incident_changed":
    case "incident_updated":
    case "incident_told":
    case "incident_suspected":
    case "alarm_decided":
      return apart(["incidents"]);
    case "complaint_ticket_linked":
      return { ticket: event.ticket, renews: ["timeline", "links", "complaints"] };
    case "complaint_proposed":
    case "complaint_declined":
      return { ticket: event.ticket, renews: ["timeline", "links"] }; // what the desk proposes stands in the ticket
    case "complaint_acknowledged":
    case "complaint_action_added":
    case "complaint_action_proven":
    case "complaint_action_verified":
    case "complaint_analysed":
    case "complaint_appeal_asked":
    case "complaint_appeal_decided":
    case "complaint_appeal_given":
    case "complaint_appeal_viewed":
    case "complaint_assigned":
    case "complaint_carried_out":
    case "complaint_changed":
    case "complaint_closed":
    case "complaint_conflict_logged":
    case "complaint_deadline_broken":
    case "complaint_deadline_met":
    case "complaint_deadline_set":
    case "complaint_deadline_warned":
    case "complaint_decided":
    case "complaint_decision_proposed":
    case "complaint_decision_signed":
    case "complaint_evidence_asked":
    case "complaint_evidence_frozen":
    case "complaint_evidence_needed":
    case "complaint_evidence_reviewed":
    case "complaint_evidence_waived":
    case "complaint_extended":
    case "complaint_investigated":
    case "complaint_letter_failed":
    case "complaint_letter_sent":
    case "complaint_merged":
    case "complaint_note_added":
    case "complaint_out_of_scope":
    case "complaint_pack_exported":
    case "complaint_party_named":
    case "complaint_proposal_returned":
    case "complaint_referral_answered":
    case "complaint_referral_ruled":
    case "complaint_referral_sent":
    case "complaint_registered":
    case "complaint_reported":
    case "complaint_report_settled":
    case "complaint_resumed":
    case "complaint_rules_set":
    case "complaint_took_in":
    case "complaint_waits":
    case "complaint_withdrawn":
      return apart(["complaints"]);
    default:
      event satisfies never;
      // A newer desk knows events that this page, loaded before, does not.
      return apart(NONE);
  }
}

type OfTicket = Extract<LiveEvent, { state?: State }>;
type OfMessage = Extract<LiveEvent, { message?: Message }>;

function touched(event: OfTicket, renews: readonly Renewal[]): Effect {
  return event.state
    ? { ticket: event.ticket, state: event.state, renews }
    : { ticket: event.ticket, renews };
}

function said(event: OfMessage, renews: readonly Renewal[]): Effect {
  const effect = touched(event, renews);
  return event.message ? { ...effect, message: event.message } : effect;
}

function apart(renews: readonly Renewal[]): Effect {
  return { ticket: null, renews };
}
