// Generated from the server; scripts/web generate makes it anew.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AlarmDecidedData
         * @description `state`: confirmed, dismissed or passed.
         */
        AlarmDecidedData: {
            /** Format: uuid */
            alarm: string;
            state: string;
        };
        /**
         * AlarmDecidedEvent
         * @description `state`: confirmed, dismissed or passed.
         */
        AlarmDecidedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["AlarmDecidedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "alarm_decided";
            version: number | null;
        };
        /** ArticleApprovedData */
        ArticleApprovedData: {
            /** Format: uuid */
            article: string;
            version: number;
        };
        /** ArticleApprovedEvent */
        ArticleApprovedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleApprovedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_approved";
            version: number | null;
        };
        /** ArticleArchivedData */
        ArticleArchivedData: {
            /** Format: uuid */
            article: string;
        };
        /** ArticleArchivedEvent */
        ArticleArchivedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleArchivedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_archived";
            version: number | null;
        };
        /** ArticleChangedData */
        ArticleChangedData: {
            /** Format: uuid */
            article: string;
            fields: string[];
        };
        /** ArticleChangedEvent */
        ArticleChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_changed";
            version: number | null;
        };
        /**
         * ArticleCheckedData
         * @description Somebody has read it again, and it is still right.
         */
        ArticleCheckedData: {
            /** Format: uuid */
            article: string;
            /** Format: date */
            review_by: string;
        };
        /**
         * ArticleCheckedEvent
         * @description Somebody has read it again, and it is still right.
         */
        ArticleCheckedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleCheckedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_checked";
            version: number | null;
        };
        /** ArticleCreatedData */
        ArticleCreatedData: {
            /** Format: uuid */
            article: string;
            language: string;
        };
        /** ArticleCreatedEvent */
        ArticleCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_created";
            version: number | null;
        };
        /**
         * ArticleDiscardedData
         * @description A draft was thrown away; `whole`: the article too, since nothing of it was ever published.
         */
        ArticleDiscardedData: {
            /** Format: uuid */
            article: string;
            version: number;
            whole: boolean;
        };
        /**
         * ArticleDiscardedEvent
         * @description A draft was thrown away; `whole`: the article too, since nothing of it was ever published.
         */
        ArticleDiscardedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleDiscardedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_discarded";
            version: number | null;
        };
        /**
         * ArticleDraftedData
         * @description A draft was begun, or somebody else wrote in it.
         */
        ArticleDraftedData: {
            /** Format: uuid */
            article: string;
            version: number;
        };
        /**
         * ArticleDraftedEvent
         * @description A draft was begun, or somebody else wrote in it.
         */
        ArticleDraftedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleDraftedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_drafted";
            version: number | null;
        };
        /** ArticlePublishedData */
        ArticlePublishedData: {
            /** Format: uuid */
            article: string;
            language: string;
            version: number;
            visibility: string;
        };
        /** ArticlePublishedEvent */
        ArticlePublishedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticlePublishedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_published";
            version: number | null;
        };
        /** ArticleRestoredData */
        ArticleRestoredData: {
            /** Format: uuid */
            article: string;
        };
        /** ArticleRestoredEvent */
        ArticleRestoredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleRestoredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_restored";
            version: number | null;
        };
        /**
         * ArticleScheduledData
         * @description `at` is null where a publication was called off.
         */
        ArticleScheduledData: {
            /** Format: uuid */
            article: string;
            at: string | null;
            version: number;
        };
        /**
         * ArticleScheduledEvent
         * @description `at` is null where a publication was called off.
         */
        ArticleScheduledEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleScheduledData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_scheduled";
            version: number | null;
        };
        /** ArticleSentBackData */
        ArticleSentBackData: {
            /** Format: uuid */
            article: string;
            version: number;
        };
        /** ArticleSentBackEvent */
        ArticleSentBackEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleSentBackData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_sent_back";
            version: number | null;
        };
        /** ArticleSubmittedData */
        ArticleSubmittedData: {
            /** Format: uuid */
            article: string;
            version: number;
        };
        /** ArticleSubmittedEvent */
        ArticleSubmittedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ArticleSubmittedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "article_submitted";
            version: number | null;
        };
        /** AssignedData */
        AssignedData: {
            reason: string;
            /** Format: uuid */
            to: string;
            was: string | null;
        };
        /** AssignedEvent */
        AssignedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["AssignedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "assigned";
            version: number | null;
        };
        /**
         * AttachmentView
         * @description `may_hold_card`: its text seems to hold a card number, which can't be masked in such a file; redact the file.
         */
        AttachmentView: {
            content_type: string;
            /** Format: uuid */
            id: string;
            inline: boolean;
            may_hold_card: boolean;
            name: string;
            size: number;
            state: components["schemas"]["FileState"];
        };
        /**
         * AuthorKind
         * @enum {unknown}
         */
        AuthorKind: "agent" | "bot" | "player" | "system";
        /** BackOfficeConnectedData */
        BackOfficeConnectedData: {
            host: string;
        };
        /** BackOfficeConnectedEvent */
        BackOfficeConnectedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["BackOfficeConnectedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "back_office_connected";
            version: number | null;
        };
        /** BackOfficeDisconnectedData */
        BackOfficeDisconnectedData: Record<string, never>;
        /** BackOfficeDisconnectedEvent */
        BackOfficeDisconnectedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["BackOfficeDisconnectedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "back_office_disconnected";
            version: number | null;
        };
        /** BrandChangedData */
        BrandChangedData: {
            fields: string[];
        };
        /** BrandChangedEvent */
        BrandChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["BrandChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "brand_changed";
            version: number | null;
        };
        /**
         * BulkProgress
         * @description How far a bulk action of yours is; see GET /api/v1/bulk/{id}. `waiting` of `total` are still to come.
         */
        BulkProgress: {
            /** Format: uuid */
            bulk: string;
            done: number;
            refused: number;
            /** @enum {unknown} */
            state: "done" | "running" | "stopped" | "undoing" | "undone";
            total: number;
            /** @enum {unknown} */
            type: "bulk_progress";
            waiting: number;
        };
        /**
         * CabinetEnteredData
         * @description Somebody proved to be the player, and reads all their requests.
         */
        CabinetEnteredData: {
            assurance: number;
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            session: string;
        };
        /**
         * CabinetEnteredEvent
         * @description Somebody proved to be the player, and reads all their requests.
         */
        CabinetEnteredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CabinetEnteredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "cabinet_entered";
            version: number | null;
        };
        /** CalendarChangedData */
        CalendarChangedData: {
            /** Format: uuid */
            calendar: string;
            fields: string[];
        };
        /** CalendarChangedEvent */
        CalendarChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CalendarChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "calendar_changed";
            version: number | null;
        };
        /** CalendarCreatedData */
        CalendarCreatedData: {
            /** Format: uuid */
            calendar: string;
            name: string;
        };
        /** CalendarCreatedEvent */
        CalendarCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CalendarCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "calendar_created";
            version: number | null;
        };
        /** CalendarDeletedData */
        CalendarDeletedData: {
            /** Format: uuid */
            calendar: string;
            name: string;
        };
        /** CalendarDeletedEvent */
        CalendarDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CalendarDeletedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "calendar_deleted";
            version: number | null;
        };
        /** CannedReplyChangedData */
        CannedReplyChangedData: {
            fields: string[];
            /** Format: uuid */
            reply: string;
        };
        /** CannedReplyChangedEvent */
        CannedReplyChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CannedReplyChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "canned_reply_changed";
            version: number | null;
        };
        /** CannedReplyCreatedData */
        CannedReplyCreatedData: {
            /** Format: uuid */
            reply: string;
            scope: string;
        };
        /** CannedReplyCreatedEvent */
        CannedReplyCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CannedReplyCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "canned_reply_created";
            version: number | null;
        };
        /** CannedReplyDeletedData */
        CannedReplyDeletedData: {
            /** Format: uuid */
            reply: string;
            scope: string;
        };
        /** CannedReplyDeletedEvent */
        CannedReplyDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CannedReplyDeletedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "canned_reply_deleted";
            version: number | null;
        };
        /** CapacitySetData */
        CapacitySetData: {
            capacity: number;
            class_: string;
            /** Format: uuid */
            staff: string;
        };
        /** CapacitySetEvent */
        CapacitySetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CapacitySetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "capacity_set";
            version: number | null;
        };
        /**
         * CardSuspectedData
         * @description A file seems to hold a card number, and can't be masked.
         */
        CardSuspectedData: {
            /** Format: uuid */
            attachment: string;
            /** Format: uuid */
            message: string;
        };
        /**
         * CardSuspectedEvent
         * @description A file seems to hold a card number, and can't be masked.
         */
        CardSuspectedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CardSuspectedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "card_suspected";
            version: number | null;
        };
        /** CategoryDeletedData */
        CategoryDeletedData: {
            category: string;
        };
        /** CategoryDeletedEvent */
        CategoryDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CategoryDeletedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "category_deleted";
            version: number | null;
        };
        /** CategorySavedData */
        CategorySavedData: {
            category: string;
        };
        /** CategorySavedEvent */
        CategorySavedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CategorySavedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "category_saved";
            version: number | null;
        };
        /** ChannelChangedData */
        ChannelChangedData: {
            channel: string;
            reason: string;
            was: string;
        };
        /** ChannelChangedEvent */
        ChannelChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChannelChangedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "channel_changed";
            version: number | null;
        };
        /** ChannelChangedPlayerData */
        ChannelChangedPlayerData: {
            channel: string;
            was: string;
        };
        /** ChannelChangedPlayerEvent */
        ChannelChangedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChannelChangedPlayerData"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "channel_changed";
            version: number | null;
        };
        /** ChannelCreatedData */
        ChannelCreatedData: {
            /** Format: uuid */
            channel: string;
            kind: string;
            name: string;
        };
        /** ChannelCreatedEvent */
        ChannelCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChannelCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "channel_created";
            version: number | null;
        };
        /** ChannelSettingsChangedData */
        ChannelSettingsChangedData: {
            /** Format: uuid */
            channel: string;
            fields: string[];
        };
        /** ChannelSettingsChangedEvent */
        ChannelSettingsChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChannelSettingsChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "channel_settings_changed";
            version: number | null;
        };
        /**
         * ChatLeftData
         * @description `how`: silent (no socket for a while), left (the widget said so) or ended (the player ended the chat).
         */
        ChatLeftData: {
            how: string;
            /** Format: uuid */
            session: string;
        };
        /**
         * ChatLeftEvent
         * @description `how`: silent (no socket for a while), left (the widget said so) or ended (the player ended the chat).
         */
        ChatLeftEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChatLeftData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "chat_left";
            version: number | null;
        };
        /** ChatReturnedData */
        ChatReturnedData: {
            /** Format: uuid */
            session: string;
        };
        /** ChatReturnedEvent */
        ChatReturnedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChatReturnedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "chat_returned";
            version: number | null;
        };
        /**
         * ChoiceMadeData
         * @description What the player chose when they were told of a delay.
         */
        ChoiceMadeData: {
            choice: string;
        };
        /**
         * ChoiceMadeEvent
         * @description What the player chose when they were told of a delay.
         */
        ChoiceMadeEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ChoiceMadeData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "choice_made";
            version: number | null;
        };
        /**
         * CitationConfirmedData
         * @description What cites a changed clause is right, or has been put right.
         */
        CitationConfirmedData: {
            /** Format: uuid */
            citation: string;
            clause: string;
        };
        /**
         * CitationConfirmedEvent
         * @description What cites a changed clause is right, or has been put right.
         */
        CitationConfirmedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["CitationConfirmedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "citation_confirmed";
            version: number | null;
        };
        /** ClauseChangedData */
        ClauseChangedData: {
            /** Format: uuid */
            clause: string;
            fields: string[];
            language: string;
            name: string;
        };
        /** ClauseChangedEvent */
        ClauseChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClauseChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "clause_changed";
            version: number | null;
        };
        /** ClauseEnteredData */
        ClauseEnteredData: {
            /** Format: uuid */
            clause: string;
            language: string;
            name: string;
            /** Format: date */
            valid_from: string;
        };
        /** ClauseEnteredEvent */
        ClauseEnteredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClauseEnteredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "clause_entered";
            version: number | null;
        };
        /** ClauseRemovedData */
        ClauseRemovedData: {
            /** Format: uuid */
            clause: string;
            language: string;
            name: string;
        };
        /** ClauseRemovedEvent */
        ClauseRemovedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClauseRemovedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "clause_removed";
            version: number | null;
        };
        ClientFrame: components["schemas"]["Ping"] | components["schemas"]["PlayerTyping"];
        /** ClockBreachedData */
        ClockBreachedData: {
            due_at: string;
            kind: string;
        };
        /** ClockBreachedEvent */
        ClockBreachedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockBreachedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_breached";
            version: number | null;
        };
        /** ClockMetData */
        ClockMetData: {
            kind: string;
            late: boolean;
        };
        /** ClockMetEvent */
        ClockMetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockMetData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_met";
            version: number | null;
        };
        /** ClockPausedData */
        ClockPausedData: {
            kind: string;
            reason: string;
        };
        /** ClockPausedEvent */
        ClockPausedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockPausedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_paused";
            version: number | null;
        };
        /** ClockResumedData */
        ClockResumedData: {
            due_at: string;
            kind: string;
        };
        /** ClockResumedEvent */
        ClockResumedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockResumedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_resumed";
            version: number | null;
        };
        /** ClockStartedData */
        ClockStartedData: {
            due_at: string;
            kind: string;
        };
        /** ClockStartedEvent */
        ClockStartedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockStartedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_started";
            version: number | null;
        };
        /** ClockWarnedData */
        ClockWarnedData: {
            due_at: string;
            kind: string;
        };
        /** ClockWarnedEvent */
        ClockWarnedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ClockWarnedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "clock_warned";
            version: number | null;
        };
        /** ComplaintAcknowledgedData */
        ComplaintAcknowledgedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintAcknowledgedEvent */
        ComplaintAcknowledgedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAcknowledgedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_acknowledged";
            version: number | null;
        };
        /** ComplaintActionAddedData */
        ComplaintActionAddedData: {
            /** Format: uuid */
            action: string;
            /** Format: uuid */
            complaint: string;
            kind: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintActionAddedEvent */
        ComplaintActionAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintActionAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_action_added";
            version: number | null;
        };
        /** ComplaintActionProvenData */
        ComplaintActionProvenData: {
            /** Format: uuid */
            action: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintActionProvenEvent */
        ComplaintActionProvenEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintActionProvenData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_action_proven";
            version: number | null;
        };
        /** ComplaintActionVerifiedData */
        ComplaintActionVerifiedData: {
            /** Format: uuid */
            action: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintActionVerifiedEvent */
        ComplaintActionVerifiedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintActionVerifiedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_action_verified";
            version: number | null;
        };
        /**
         * ComplaintAnalysedData
         * @description The analysis has begun, or was written anew.
         */
        ComplaintAnalysedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /**
         * ComplaintAnalysedEvent
         * @description The analysis has begun, or was written anew.
         */
        ComplaintAnalysedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAnalysedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_analysed";
            version: number | null;
        };
        /** ComplaintAppealAskedData */
        ComplaintAppealAskedData: {
            /** Format: uuid */
            appeal: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintAppealAskedEvent */
        ComplaintAppealAskedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAppealAskedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_appeal_asked";
            version: number | null;
        };
        /**
         * ComplaintAppealDecidedData
         * @description `outcome`: upheld (the first decision stands), changed or sent_back. `changed` makes `decision`, with its own
         *         `result` and `todo`. `heard_by`: who decided it, where a second person's signature completes that.
         */
        ComplaintAppealDecidedData: {
            /** Format: uuid */
            appeal: string;
            /** Format: uuid */
            complaint: string;
            /** @default null */
            decision: string | null;
            /** @default null */
            heard_by: string | null;
            outcome: string;
            /** @default  */
            reason: string;
            /** @default null */
            result: string | null;
            todo: string[];
        };
        /**
         * ComplaintAppealDecidedEvent
         * @description `outcome`: upheld (the first decision stands), changed or sent_back. `changed` makes `decision`, with its own
         *         `result` and `todo`. `heard_by`: who decided it, where a second person's signature completes that.
         */
        ComplaintAppealDecidedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAppealDecidedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_appeal_decided";
            version: number | null;
        };
        /**
         * ComplaintAppealGivenData
         * @description To somebody independent; again, if it goes to another.
         */
        ComplaintAppealGivenData: {
            /** Format: uuid */
            appeal: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
            /** Format: uuid */
            to: string;
        };
        /**
         * ComplaintAppealGivenEvent
         * @description To somebody independent; again, if it goes to another.
         */
        ComplaintAppealGivenEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAppealGivenData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_appeal_given";
            version: number | null;
        };
        /**
         * ComplaintAppealViewedData
         * @description The provisional view is written, so the first decision is shown.
         */
        ComplaintAppealViewedData: {
            /** Format: uuid */
            appeal: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /**
         * ComplaintAppealViewedEvent
         * @description The provisional view is written, so the first decision is shown.
         */
        ComplaintAppealViewedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAppealViewedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_appeal_viewed";
            version: number | null;
        };
        /** ComplaintAssignedData */
        ComplaintAssignedData: {
            /** Format: uuid */
            complaint: string;
            owner: string | null;
            team: string | null;
        };
        /** ComplaintAssignedEvent */
        ComplaintAssignedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintAssignedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_assigned";
            version: number | null;
        };
        /** ComplaintCarriedOutData */
        ComplaintCarriedOutData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintCarriedOutEvent */
        ComplaintCarriedOutEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintCarriedOutData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_carried_out";
            version: number | null;
        };
        /**
         * ComplaintChangedData
         * @description `fields`: names of what was changed.
         */
        ComplaintChangedData: {
            /** Format: uuid */
            complaint: string;
            fields: string[];
        };
        /**
         * ComplaintChangedEvent
         * @description `fields`: names of what was changed.
         */
        ComplaintChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_changed";
            version: number | null;
        };
        /** ComplaintClosedData */
        ComplaintClosedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintClosedEvent */
        ComplaintClosedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintClosedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_closed";
            version: number | null;
        };
        /** ComplaintConflictLoggedData */
        ComplaintConflictLoggedData: {
            /** Format: uuid */
            complaint: string;
            reason: string;
            /** Format: uuid */
            staff: string;
        };
        /** ComplaintConflictLoggedEvent */
        ComplaintConflictLoggedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintConflictLoggedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_conflict_logged";
            version: number | null;
        };
        /** ComplaintDeadlineBrokenData */
        ComplaintDeadlineBrokenData: {
            /** Format: uuid */
            complaint: string;
            due_at: string;
            kind: string;
        };
        /** ComplaintDeadlineBrokenEvent */
        ComplaintDeadlineBrokenEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDeadlineBrokenData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_deadline_broken";
            version: number | null;
        };
        /** ComplaintDeadlineMetData */
        ComplaintDeadlineMetData: {
            /** Format: uuid */
            complaint: string;
            kind: string;
            late: boolean;
        };
        /** ComplaintDeadlineMetEvent */
        ComplaintDeadlineMetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDeadlineMetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_deadline_met";
            version: number | null;
        };
        /** ComplaintDeadlineSetData */
        ComplaintDeadlineSetData: {
            /** Format: uuid */
            complaint: string;
            due_at: string;
            kind: string;
            rule: string;
        };
        /** ComplaintDeadlineSetEvent */
        ComplaintDeadlineSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDeadlineSetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_deadline_set";
            version: number | null;
        };
        /** ComplaintDeadlineWarnedData */
        ComplaintDeadlineWarnedData: {
            /** Format: uuid */
            complaint: string;
            due_at: string;
            kind: string;
        };
        /** ComplaintDeadlineWarnedEvent */
        ComplaintDeadlineWarnedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDeadlineWarnedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_deadline_warned";
            version: number | null;
        };
        /**
         * ComplaintDecidedData
         * @description `todo`: the actions by which it will be carried out.
         */
        ComplaintDecidedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            decision: string;
            outcome: string;
            /** @default  */
            reason: string;
            todo: string[];
        };
        /**
         * ComplaintDecidedEvent
         * @description `todo`: the actions by which it will be carried out.
         */
        ComplaintDecidedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDecidedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_decided";
            version: number | null;
        };
        /**
         * ComplaintDecisionProposedData
         * @description `signatures`: how many others must sign before it can be decided.
         */
        ComplaintDecisionProposedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            decision: string;
            outcome: string;
            /** @default  */
            reason: string;
            /** @default 0 */
            signatures: number;
        };
        /**
         * ComplaintDecisionProposedEvent
         * @description `signatures`: how many others must sign before it can be decided.
         */
        ComplaintDecisionProposedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDecisionProposedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_decision_proposed";
            version: number | null;
        };
        /** ComplaintDecisionSignedData */
        ComplaintDecisionSignedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            decision: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintDecisionSignedEvent */
        ComplaintDecisionSignedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDecisionSignedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_decision_signed";
            version: number | null;
        };
        /**
         * ComplaintDeclinedData
         * @description Of the ticket: it is no complaint, says who answers it.
         */
        ComplaintDeclinedData: {
            reason: string;
        };
        /**
         * ComplaintDeclinedEvent
         * @description Of the ticket: it is no complaint, says who answers it.
         */
        ComplaintDeclinedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintDeclinedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_declined";
            version: number | null;
        };
        /**
         * ComplaintEvidenceAskedData
         * @description Of the player, by a one-time link.
         */
        ComplaintEvidenceAskedData: {
            /** Format: uuid */
            complaint: string;
            needs: string[];
        };
        /**
         * ComplaintEvidenceAskedEvent
         * @description Of the player, by a one-time link.
         */
        ComplaintEvidenceAskedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintEvidenceAskedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_evidence_asked";
            version: number | null;
        };
        /**
         * ComplaintEvidenceFrozenData
         * @description `need`: what of the checklist it meets. `sha256`: of its entry in the chain.
         */
        ComplaintEvidenceFrozenData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            evidence: string;
            kind: string;
            /** @default null */
            need: string | null;
            /** @default  */
            reason: string;
            /** @default  */
            sha256: string;
        };
        /**
         * ComplaintEvidenceFrozenEvent
         * @description `need`: what of the checklist it meets. `sha256`: of its entry in the chain.
         */
        ComplaintEvidenceFrozenEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintEvidenceFrozenData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_evidence_frozen";
            version: number | null;
        };
        /**
         * ComplaintEvidenceNeededData
         * @description The checklist is drawn up: `needs` are its codes that are neither met nor waived.
         */
        ComplaintEvidenceNeededData: {
            /** Format: uuid */
            complaint: string;
            needs: string[];
            /** @default  */
            reason: string;
        };
        /**
         * ComplaintEvidenceNeededEvent
         * @description The checklist is drawn up: `needs` are its codes that are neither met nor waived.
         */
        ComplaintEvidenceNeededEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintEvidenceNeededData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_evidence_needed";
            version: number | null;
        };
        /** ComplaintEvidenceReviewedData */
        ComplaintEvidenceReviewedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            evidence: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintEvidenceReviewedEvent */
        ComplaintEvidenceReviewedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintEvidenceReviewedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_evidence_reviewed";
            version: number | null;
        };
        /** ComplaintEvidenceWaivedData */
        ComplaintEvidenceWaivedData: {
            /** Format: uuid */
            complaint: string;
            need: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintEvidenceWaivedEvent */
        ComplaintEvidenceWaivedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintEvidenceWaivedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_evidence_waived";
            version: number | null;
        };
        /**
         * ComplaintExtendedData
         * @description `letter`: the rules ask for a notice, which goes with it.
         */
        ComplaintExtendedData: {
            /** Format: uuid */
            complaint: string;
            due_at: string;
            kind: string;
            /** @default false */
            letter: boolean;
            /** @default  */
            reason: string;
            rule: string;
        };
        /**
         * ComplaintExtendedEvent
         * @description `letter`: the rules ask for a notice, which goes with it.
         */
        ComplaintExtendedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintExtendedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_extended";
            version: number | null;
        };
        /**
         * ComplaintInvestigatedData
         * @description The investigation has begun.
         */
        ComplaintInvestigatedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /**
         * ComplaintInvestigatedEvent
         * @description The investigation has begun.
         */
        ComplaintInvestigatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintInvestigatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_investigated";
            version: number | null;
        };
        /**
         * ComplaintLetterFailedData
         * @description It came back, or could not be delivered: the player was not told.
         */
        ComplaintLetterFailedData: {
            /** Format: uuid */
            complaint: string;
            kind: string;
            /** Format: uuid */
            letter: string;
        };
        /**
         * ComplaintLetterFailedEvent
         * @description It came back, or could not be delivered: the player was not told.
         */
        ComplaintLetterFailedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintLetterFailedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_letter_failed";
            version: number | null;
        };
        /**
         * ComplaintLetterSentData
         * @description `message`: by which it went.
         */
        ComplaintLetterSentData: {
            /** Format: uuid */
            complaint: string;
            kind: string;
            /** Format: uuid */
            letter: string;
            /** Format: uuid */
            message: string;
        };
        /**
         * ComplaintLetterSentEvent
         * @description `message`: by which it went.
         */
        ComplaintLetterSentEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintLetterSentData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_letter_sent";
            version: number | null;
        };
        /** ComplaintMergedData */
        ComplaintMergedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            into: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintMergedEvent */
        ComplaintMergedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintMergedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_merged";
            version: number | null;
        };
        /** ComplaintNoteAddedData */
        ComplaintNoteAddedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            note: string;
        };
        /** ComplaintNoteAddedEvent */
        ComplaintNoteAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintNoteAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_note_added";
            version: number | null;
        };
        /** ComplaintOutOfScopeData */
        ComplaintOutOfScopeData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintOutOfScopeEvent */
        ComplaintOutOfScopeEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintOutOfScopeData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_out_of_scope";
            version: number | null;
        };
        /**
         * ComplaintPackExportedData
         * @description `edition`: full or redacted; `form`: zip or pdf; `head`: where the chain stood.
         */
        ComplaintPackExportedData: {
            /** Format: uuid */
            complaint: string;
            edition: string;
            form: string;
            head: string;
        };
        /**
         * ComplaintPackExportedEvent
         * @description `edition`: full or redacted; `form`: zip or pdf; `head`: where the chain stood.
         */
        ComplaintPackExportedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintPackExportedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_pack_exported";
            version: number | null;
        };
        /** ComplaintPartyNamedData */
        ComplaintPartyNamedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
            source: string;
            /** Format: uuid */
            staff: string;
        };
        /** ComplaintPartyNamedEvent */
        ComplaintPartyNamedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintPartyNamedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_party_named";
            version: number | null;
        };
        /**
         * ComplaintProposalReturnedData
         * @description Back to the investigation.
         */
        ComplaintProposalReturnedData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            decision: string;
            /** @default  */
            reason: string;
        };
        /**
         * ComplaintProposalReturnedEvent
         * @description Back to the investigation.
         */
        ComplaintProposalReturnedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintProposalReturnedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_proposal_returned";
            version: number | null;
        };
        /**
         * ComplaintProposedData
         * @description Of the ticket: a message in it reads like a complaint.
         */
        ComplaintProposedData: {
            reason: string;
        };
        /**
         * ComplaintProposedEvent
         * @description Of the ticket: a message in it reads like a complaint.
         */
        ComplaintProposedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintProposedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_proposed";
            version: number | null;
        };
        /** ComplaintReferralAnsweredData */
        ComplaintReferralAnsweredData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
            /** Format: uuid */
            referral: string;
        };
        /** ComplaintReferralAnsweredEvent */
        ComplaintReferralAnsweredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintReferralAnsweredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_referral_answered";
            version: number | null;
        };
        /**
         * ComplaintReferralRuledData
         * @description `todo`: what the ruling asks for.
         */
        ComplaintReferralRuledData: {
            /** Format: uuid */
            complaint: string;
            outcome: string;
            /** @default  */
            reason: string;
            /** Format: uuid */
            referral: string;
            todo: string[];
        };
        /**
         * ComplaintReferralRuledEvent
         * @description `todo`: what the ruling asks for.
         */
        ComplaintReferralRuledEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintReferralRuledData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_referral_ruled";
            version: number | null;
        };
        /**
         * ComplaintReferralSentData
         * @description `unanswered`: before a decision, the rule by which the player need not wait for our answer any longer.
         */
        ComplaintReferralSentData: {
            body: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
            /** Format: uuid */
            referral: string;
            /** @default  */
            unanswered: string;
        };
        /**
         * ComplaintReferralSentEvent
         * @description `unanswered`: before a decision, the rule by which the player need not wait for our answer any longer.
         */
        ComplaintReferralSentEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintReferralSentData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_referral_sent";
            version: number | null;
        };
        /** ComplaintRegisteredData */
        ComplaintRegisteredData: {
            /** Format: uuid */
            complaint: string;
            how: string;
            /** @default  */
            reason: string;
            /** @default false */
            safety: boolean;
        };
        /** ComplaintRegisteredEvent */
        ComplaintRegisteredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintRegisteredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_registered";
            version: number | null;
        };
        /**
         * ComplaintReportedData
         * @description Somebody unknown has said something.
         */
        ComplaintReportedData: {
            /** Format: uuid */
            report: string;
            safety: boolean;
        };
        /**
         * ComplaintReportedEvent
         * @description Somebody unknown has said something.
         */
        ComplaintReportedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintReportedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_reported";
            version: number | null;
        };
        /**
         * ComplaintReportSettledData
         * @description `became`: the case, where it became one.
         */
        ComplaintReportSettledData: {
            became: string | null;
            /** Format: uuid */
            report: string;
        };
        /**
         * ComplaintReportSettledEvent
         * @description `became`: the case, where it became one.
         */
        ComplaintReportSettledEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintReportSettledData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_report_settled";
            version: number | null;
        };
        /** ComplaintResumedData */
        ComplaintResumedData: {
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintResumedEvent */
        ComplaintResumedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintResumedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_resumed";
            version: number | null;
        };
        /**
         * ComplaintRulesSetData
         * @description A brand's own terms and dispute bodies, for cases to come.
         */
        ComplaintRulesSetData: {
            pack: string;
            version: number;
        };
        /**
         * ComplaintRulesSetEvent
         * @description A brand's own terms and dispute bodies, for cases to come.
         */
        ComplaintRulesSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintRulesSetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_rules_set";
            version: number | null;
        };
        /**
         * ComplaintTicketLinkedData
         * @description Of the ticket: it belongs to a case now.
         */
        ComplaintTicketLinkedData: {
            /** Format: uuid */
            complaint: string;
            why: string;
        };
        /**
         * ComplaintTicketLinkedEvent
         * @description Of the ticket: it belongs to a case now.
         */
        ComplaintTicketLinkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintTicketLinkedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_ticket_linked";
            version: number | null;
        };
        /** ComplaintTookInData */
        ComplaintTookInData: {
            /** Format: uuid */
            complaint: string;
            /** Format: uuid */
            other: string;
        };
        /** ComplaintTookInEvent */
        ComplaintTookInEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintTookInData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_took_in";
            version: number | null;
        };
        /**
         * ComplaintWaitsData
         * @description `pauses`: the clock rests meanwhile, by `rule` of the pack.
         */
        ComplaintWaitsData: {
            /** Format: uuid */
            complaint: string;
            ground: string;
            pauses: boolean;
            /** @default  */
            reason: string;
            /** @default  */
            rule: string;
            waiting: string;
        };
        /**
         * ComplaintWaitsEvent
         * @description `pauses`: the clock rests meanwhile, by `rule` of the pack.
         */
        ComplaintWaitsEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintWaitsData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_waits";
            version: number | null;
        };
        /** ComplaintWithdrawnData */
        ComplaintWithdrawnData: {
            because: string;
            /** Format: uuid */
            complaint: string;
            /** @default  */
            reason: string;
        };
        /** ComplaintWithdrawnEvent */
        ComplaintWithdrawnEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ComplaintWithdrawnData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "complaint_withdrawn";
            version: number | null;
        };
        /**
         * CountsChanged
         * @description Something happened by which a counter or a list of yours may have changed, also that a ticket left your sight. At
         *         most one a second: ask for GET /api/v1/counts and the page of the list that you show.
         */
        CountsChanged: {
            /** @enum {unknown} */
            type: "counts_changed";
        };
        /** DangerClearedData */
        DangerClearedData: {
            reason: string;
            signals: string[];
        };
        /** DangerClearedEvent */
        DangerClearedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DangerClearedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "danger_cleared";
            version: number | null;
        };
        /** DangerFoundData */
        DangerFoundData: {
            /** Format: uuid */
            message: string;
            signals: string[];
        };
        /** DangerFoundEvent */
        DangerFoundEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DangerFoundData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "danger_found";
            version: number | null;
        };
        /**
         * Deadline
         * @description The promise that breaks next, or has broken first; of those that stand still only if none runs. Once it is
         *         `warn_at` the state is warned, once it is `due_at` breached: a client counts on by itself.
         */
        Deadline: {
            due_at: string | null;
            /** @enum {unknown} */
            kind: "first_reply" | "next_reply" | "resolution";
            state: components["schemas"]["State"];
            warn_at: string | null;
        };
        /** DeliveryChangedData */
        DeliveryChangedData: {
            /** @default null */
            error: string | null;
            /** Format: uuid */
            message: string;
            state: string;
        };
        /** DeliveryChangedEvent */
        DeliveryChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DeliveryChangedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "delivery_changed";
            version: number | null;
        };
        /** DeliveryChangedPlayerData */
        DeliveryChangedPlayerData: {
            /** Format: uuid */
            message: string;
            state: string;
        };
        /** DeliveryChangedPlayerEvent */
        DeliveryChangedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DeliveryChangedPlayerData"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "delivery_changed";
            version: number | null;
        };
        /** DeliveryView */
        DeliveryView: {
            address: string;
            attempts: number;
            error: string | null;
            /** @enum {unknown} */
            state: "delivered" | "failed" | "queued" | "read" | "sending" | "sent";
        };
        /** DocumentAcceptedData */
        DocumentAcceptedData: {
            /** Format: uuid */
            document: string;
            kind: string;
        };
        /** DocumentAcceptedEvent */
        DocumentAcceptedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentAcceptedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "document_accepted";
            version: number | null;
        };
        /**
         * DocumentDeletedData
         * @description Its time to be kept was over.
         */
        DocumentDeletedData: {
            /** Format: uuid */
            document: string;
            kind: string;
        };
        /**
         * DocumentDeletedEvent
         * @description Its time to be kept was over.
         */
        DocumentDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentDeletedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "document_deleted";
            version: number | null;
        };
        /**
         * DocumentRefusedAtDoorData
         * @description What a player tried to send was not taken. `why`: infected, or what the file is.
         */
        DocumentRefusedAtDoorData: {
            /** Format: uuid */
            request: string;
            why: string;
        };
        /**
         * DocumentRefusedAtDoorEvent
         * @description What a player tried to send was not taken. `why`: infected, or what the file is.
         */
        DocumentRefusedAtDoorEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentRefusedAtDoorData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "document_refused_at_door";
            version: number | null;
        };
        /** DocumentRefusedData */
        DocumentRefusedData: {
            /** Format: uuid */
            document: string;
            kind: string;
        };
        /** DocumentRefusedEvent */
        DocumentRefusedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentRefusedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "document_refused";
            version: number | null;
        };
        /** DocumentsAskedData */
        DocumentsAskedData: {
            kinds: string[];
            /** Format: uuid */
            request: string;
        };
        /** DocumentsAskedEvent */
        DocumentsAskedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentsAskedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "documents_asked";
            version: number | null;
        };
        /** DocumentsReceivedData */
        DocumentsReceivedData: {
            kinds: string[];
            /** Format: uuid */
            request: string;
        };
        /** DocumentsReceivedEvent */
        DocumentsReceivedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentsReceivedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "documents_received";
            version: number | null;
        };
        /**
         * DocumentsWithdrawnData
         * @description The link is no longer good.
         */
        DocumentsWithdrawnData: {
            /** Format: uuid */
            request: string;
        };
        /**
         * DocumentsWithdrawnEvent
         * @description The link is no longer good.
         */
        DocumentsWithdrawnEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentsWithdrawnData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "documents_withdrawn";
            version: number | null;
        };
        /** DocumentViewedData */
        DocumentViewedData: {
            /** Format: uuid */
            document: string;
            kind: string;
            purpose: string;
        };
        /** DocumentViewedEvent */
        DocumentViewedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["DocumentViewedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "document_viewed";
            version: number | null;
        };
        /**
         * Error
         * @description Your last frame could not be used. The connection stays.
         */
        Error: {
            /** @enum {unknown} */
            code: "bad_frame";
            detail: string;
            /** @enum {unknown} */
            type: "error";
        };
        /** EscalatedData */
        EscalatedData: {
            step: number;
            what: string;
        };
        /** EscalatedEvent */
        EscalatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["EscalatedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "escalated";
            version: number | null;
        };
        /**
         * FileScannedData
         * @description `result`: clean, infected, or unchecked (too large for the scanner).
         */
        FileScannedData: {
            /** Format: uuid */
            attachment: string;
            /** Format: uuid */
            message: string;
            result: string;
        };
        /**
         * FileScannedEvent
         * @description `result`: clean, infected, or unchecked (too large for the scanner).
         */
        FileScannedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["FileScannedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "file_scanned";
            version: number | null;
        };
        /**
         * FileScannedPlayerData
         * @description `result`: clean, infected, or unchecked (too large for the scanner).
         */
        FileScannedPlayerData: {
            /** Format: uuid */
            message: string;
        };
        /**
         * FileScannedPlayerEvent
         * @description `result`: clean, infected, or unchecked (too large for the scanner).
         */
        FileScannedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["FileScannedPlayerData"];
            message?: components["schemas"]["SaidMessage"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "file_scanned";
            version: number | null;
        };
        /**
         * FileState
         * @enum {unknown}
         */
        FileState: "checking" | "infected" | "ready" | "redacted" | "unchecked";
        /**
         * Gone
         * @description A ticket that you could see has moved to where you can't. Counts like an event: go on from `number`.
         */
        Gone: {
            brand: string;
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "gone";
        };
        /**
         * Hello
         * @description The first frame. `number`: from which you go on; what you missed since comes next.
         */
        Hello: {
            number: number;
            /** @enum {unknown} */
            type: "hello";
        };
        /** HelpImportedData */
        HelpImportedData: {
            created: number;
            skipped: number;
            source: string;
            unchanged: number;
            updated: number;
        };
        /** HelpImportedEvent */
        HelpImportedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["HelpImportedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "help_imported";
            version: number | null;
        };
        /** IdentityAddedData */
        IdentityAddedData: {
            /** Format: uuid */
            identity: string;
            kind: string;
            /** Format: uuid */
            player: string;
            registered: boolean;
        };
        /** IdentityAddedEvent */
        IdentityAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IdentityAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "identity_added";
            version: number | null;
        };
        /**
         * IdentityUnregisteredData
         * @description The site now names another address or phone.
         */
        IdentityUnregisteredData: {
            /** Format: uuid */
            identity: string;
            kind: string;
            /** Format: uuid */
            player: string;
        };
        /**
         * IdentityUnregisteredEvent
         * @description The site now names another address or phone.
         */
        IdentityUnregisteredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IdentityUnregisteredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "identity_unregistered";
            version: number | null;
        };
        /** ImageAddedData */
        ImageAddedData: {
            /** Format: uuid */
            image: string;
        };
        /** ImageAddedEvent */
        ImageAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ImageAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "image_added";
            version: number | null;
        };
        /**
         * ImpostorMovedData
         * @description How far the desk is with it.
         */
        ImpostorMovedData: {
            /** Format: uuid */
            impostor: string;
            state: string;
            was: string;
        };
        /**
         * ImpostorMovedEvent
         * @description How far the desk is with it.
         */
        ImpostorMovedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ImpostorMovedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "impostor_moved";
            version: number | null;
        };
        /**
         * ImpostorReportedData
         * @description In the ticket that reports it.
         */
        ImpostorReportedData: {
            /** Format: uuid */
            impostor: string;
            kind: string;
        };
        /**
         * ImpostorReportedEvent
         * @description In the ticket that reports it.
         */
        ImpostorReportedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ImpostorReportedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "impostor_reported";
            version: number | null;
        };
        /**
         * IncidentChangedData
         * @description Its title, what is affected, how grave it is, or whether players may know.
         */
        IncidentChangedData: {
            /** Format: uuid */
            incident: string;
            shown: boolean;
        };
        /**
         * IncidentChangedEvent
         * @description Its title, what is affected, how grave it is, or whether players may know.
         */
        IncidentChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_changed";
            version: number | null;
        };
        /**
         * IncidentLinkedData
         * @description In the ticket.
         */
        IncidentLinkedData: {
            how: string;
            /** Format: uuid */
            incident: string;
        };
        /**
         * IncidentLinkedEvent
         * @description In the ticket.
         */
        IncidentLinkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentLinkedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_linked";
            version: number | null;
        };
        /** IncidentOpenedData */
        IncidentOpenedData: {
            /** Format: uuid */
            incident: string;
            severity: string;
            shown: boolean;
        };
        /** IncidentOpenedEvent */
        IncidentOpenedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentOpenedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_opened";
            version: number | null;
        };
        /** IncidentSuspectedData */
        IncidentSuspectedData: {
            /** Format: uuid */
            alarm: string;
            players: number;
            topic: string;
        };
        /** IncidentSuspectedEvent */
        IncidentSuspectedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentSuspectedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_suspected";
            version: number | null;
        };
        /**
         * IncidentToldData
         * @description How far the telling of an update is.
         */
        IncidentToldData: {
            /** Format: uuid */
            entry: string;
            /** Format: uuid */
            incident: string;
            told: number;
            waiting: number;
        };
        /**
         * IncidentToldEvent
         * @description How far the telling of an update is.
         */
        IncidentToldEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentToldData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_told";
            version: number | null;
        };
        /** IncidentUnlinkedData */
        IncidentUnlinkedData: {
            /** Format: uuid */
            incident: string;
        };
        /** IncidentUnlinkedEvent */
        IncidentUnlinkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentUnlinkedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_unlinked";
            version: number | null;
        };
        /**
         * IncidentUpdatedData
         * @description A line more in its timeline. `tickets`: how many are to be told.
         */
        IncidentUpdatedData: {
            /** Format: uuid */
            entry: string;
            /** Format: uuid */
            incident: string;
            state: string;
            tickets: number;
            was: string;
        };
        /**
         * IncidentUpdatedEvent
         * @description A line more in its timeline. `tickets`: how many are to be told.
         */
        IncidentUpdatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["IncidentUpdatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "incident_updated";
            version: number | null;
        };
        /** LanguageSetData */
        LanguageSetData: {
            language: string;
            was: string;
        };
        /** LanguageSetEvent */
        LanguageSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["LanguageSetData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "language_set";
            version: number | null;
        };
        /**
         * LastMessage
         * @description The last thing that a person said; the desk's own notices don't count. `excerpt`: at most 140 characters.
         */
        LastMessage: {
            at: string;
            author: components["schemas"]["AuthorKind"];
            excerpt: string;
            kind: components["schemas"]["MessageKind"];
        };
        /**
         * Level
         * @enum {unknown}
         */
        Level: "bot" | "developers" | "disputes" | "first_line" | "senior" | "specialist";
        /** LevelChangedData */
        LevelChangedData: {
            level: string;
            reason: string;
            was: string;
        };
        /** LevelChangedEvent */
        LevelChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["LevelChangedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "level_changed";
            version: number | null;
        };
        /** LinkedData */
        LinkedData: {
            kind: string;
            /** Format: uuid */
            other: string;
        };
        /** LinkedEvent */
        LinkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["LinkedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "linked";
            version: number | null;
        };
        /** MergedData */
        MergedData: {
            /** @default null */
            assignee: string | null;
            /** @default null */
            hold_reason: string | null;
            /** Format: uuid */
            into: string;
            messages: string[];
            /** @default null */
            snoozed_until: string | null;
            /** @default null */
            solved_at: string | null;
            status: string;
        };
        /** MergedEvent */
        MergedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MergedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "merged";
            version: number | null;
        };
        /** MergeProposedData */
        MergeProposedData: {
            /** Format: uuid */
            other: string;
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            proposal: string;
            reason: string;
        };
        /** MergeProposedEvent */
        MergeProposedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MergeProposedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "merge_proposed";
            version: number | null;
        };
        /** MergeRefusedData */
        MergeRefusedData: {
            /** Format: uuid */
            other: string;
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            proposal: string;
        };
        /** MergeRefusedEvent */
        MergeRefusedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MergeRefusedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "merge_refused";
            version: number | null;
        };
        /** MergeUndoneData */
        MergeUndoneData: {
            /** Format: uuid */
            other: string;
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            proposal: string;
            tickets: string[];
        };
        /** MergeUndoneEvent */
        MergeUndoneEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MergeUndoneData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "merge_undone";
            version: number | null;
        };
        /**
         * MessageKind
         * @enum {unknown}
         */
        MessageKind: "note" | "reply" | "system";
        /** MessageReceivedData */
        MessageReceivedData: {
            assurance: number;
            /** @default null */
            automatic: string | null;
            channel: string;
            /** Format: uuid */
            message: string;
        };
        /** MessageReceivedEvent */
        MessageReceivedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MessageReceivedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "message_received";
            version: number | null;
        };
        /** MessageReceivedPlayerData */
        MessageReceivedPlayerData: {
            channel: string;
            /** Format: uuid */
            message: string;
        };
        /** MessageReceivedPlayerEvent */
        MessageReceivedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MessageReceivedPlayerData"];
            message?: components["schemas"]["SaidMessage"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "message_received";
            version: number | null;
        };
        /** MessageSentData */
        MessageSentData: {
            author: string;
            channel: string;
            /** Format: uuid */
            message: string;
            /** @default null */
            notice: string | null;
        };
        /** MessageSentEvent */
        MessageSentEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MessageSentData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "message_sent";
            version: number | null;
        };
        /** MessageSentPlayerData */
        MessageSentPlayerData: {
            author: string;
            channel: string;
            /** Format: uuid */
            message: string;
            /** @default null */
            notice: string | null;
        };
        /** MessageSentPlayerEvent */
        MessageSentPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["MessageSentPlayerData"];
            message?: components["schemas"]["SaidMessage"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "message_sent";
            version: number | null;
        };
        /** MessageView */
        MessageView: {
            /** @enum {unknown} */
            assurance: "A0" | "A1" | "A2" | "A3";
            attachments: components["schemas"]["AttachmentView"][];
            author: components["schemas"]["AuthorKind"];
            author_id: string | null;
            author_name: string;
            automatic: string | null;
            channel: string;
            created_at: string;
            deliveries: components["schemas"]["DeliveryView"][];
            html: string | null;
            /** Format: uuid */
            id: string;
            key: string | null;
            kind: components["schemas"]["MessageKind"];
            masked: string[];
            moved_from: string | null;
            quoted: string | null;
            subject: string | null;
            text: string;
            /** Format: uuid */
            ticket: string;
            version: number;
        };
        /** Named */
        Named: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** NoteAddedData */
        NoteAddedData: {
            mentions: string[];
            /** Format: uuid */
            message: string;
        };
        /** NoteAddedEvent */
        NoteAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["NoteAddedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "note_added";
            version: number | null;
        };
        /**
         * NoticesSeen
         * @description You have seen these of your notices, here or in another browser.
         */
        NoticesSeen: {
            notices: string[];
            /** @enum {unknown} */
            type: "notices_seen";
        };
        /** OfficialAddedData */
        OfficialAddedData: {
            /** Format: uuid */
            entry: string;
            kind: string;
            source: string;
        };
        /** OfficialAddedEvent */
        OfficialAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["OfficialAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "official_added";
            version: number | null;
        };
        /** OfficialEndedData */
        OfficialEndedData: {
            /** Format: uuid */
            entry: string;
            kind: string;
            source: string;
        };
        /** OfficialEndedEvent */
        OfficialEndedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["OfficialEndedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "official_ended";
            version: number | null;
        };
        /**
         * OriginalRetriedData
         * @description A quarantined original goes back to be read.
         */
        OriginalRetriedData: {
            /** Format: uuid */
            original: string;
        };
        /**
         * OriginalRetriedEvent
         * @description A quarantined original goes back to be read.
         */
        OriginalRetriedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["OriginalRetriedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "original_retried";
            version: number | null;
        };
        /** PasswordSetData */
        PasswordSetData: {
            /** Format: uuid */
            staff: string;
        };
        /** PasswordSetEvent */
        PasswordSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PasswordSetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "password_set";
            version: number | null;
        };
        /**
         * PhraseApprovedData
         * @description Search knows it from now on.
         */
        PhraseApprovedData: {
            /** Format: uuid */
            article: string;
            /** Format: uuid */
            phrase: string;
        };
        /**
         * PhraseApprovedEvent
         * @description Search knows it from now on.
         */
        PhraseApprovedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PhraseApprovedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "phrase_approved";
            version: number | null;
        };
        /**
         * PhraseProposedData
         * @description A player's first words led to an article.
         */
        PhraseProposedData: {
            /** Format: uuid */
            article: string;
        };
        /**
         * PhraseProposedEvent
         * @description A player's first words led to an article.
         */
        PhraseProposedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PhraseProposedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "phrase_proposed";
            version: number | null;
        };
        /** PhraseRejectedData */
        PhraseRejectedData: {
            /** Format: uuid */
            article: string;
            /** Format: uuid */
            phrase: string;
        };
        /** PhraseRejectedEvent */
        PhraseRejectedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PhraseRejectedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "phrase_rejected";
            version: number | null;
        };
        /**
         * Ping
         * @description Is the connection alive? A `pong` comes back at once.
         */
        Ping: {
            /** @enum {unknown} */
            type: "ping";
        };
        /** PlayerBrief */
        PlayerBrief: {
            /** Format: uuid */
            id: string;
            name: string;
            vip: number;
        };
        /**
         * PlayerChangedData
         * @description `fields`: which of name, language, jurisdiction, vip, flags, mails changed; `source`: site, staff or player.
         */
        PlayerChangedData: {
            fields: string[];
            /** Format: uuid */
            player: string;
            source: string;
        };
        /**
         * PlayerChangedEvent
         * @description `fields`: which of name, language, jurisdiction, vip, flags, mails changed; `source`: site, staff or player.
         */
        PlayerChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PlayerChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "player_changed";
            version: number | null;
        };
        /** PlayerCreatedData */
        PlayerCreatedData: {
            by: string;
            /** Format: uuid */
            player: string;
        };
        /** PlayerCreatedEvent */
        PlayerCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PlayerCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "player_created";
            version: number | null;
        };
        PlayerFrame: components["schemas"]["ChannelChangedPlayerEvent"] | components["schemas"]["DeliveryChangedPlayerEvent"] | components["schemas"]["FileScannedPlayerEvent"] | components["schemas"]["MessageReceivedPlayerEvent"] | components["schemas"]["MessageSentPlayerEvent"] | components["schemas"]["StatusChangedPlayerEvent"] | components["schemas"]["TicketOpenedPlayerEvent"] | components["schemas"]["Hello"] | components["schemas"]["Reset"] | components["schemas"]["Pong"] | components["schemas"]["Error"] | components["schemas"]["Typing"] | components["schemas"]["Read"];
        /**
         * PlayerRecognisedData
         * @description The visitor who wrote signed in on the site; the ticket is the player's now.
         */
        PlayerRecognisedData: {
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            was: string;
        };
        /**
         * PlayerRecognisedEvent
         * @description The visitor who wrote signed in on the site; the ticket is the player's now.
         */
        PlayerRecognisedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PlayerRecognisedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "player_recognised";
            version: number | null;
        };
        /** PlayersMergedData */
        PlayersMergedData: {
            /** Format: uuid */
            other: string;
            /** Format: uuid */
            player: string;
            /** Format: uuid */
            proposal: string;
            tickets: string[];
        };
        /** PlayersMergedEvent */
        PlayersMergedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PlayersMergedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "players_merged";
            version: number | null;
        };
        /**
         * PlayerTyping
         * @description A player writes. `text`: whether there is something in the field now. Staff use POST …/typing.
         */
        PlayerTyping: {
            /** @default true */
            text: boolean;
            /** @enum {unknown} */
            type: "typing";
        };
        /** PolicyChangedData */
        PolicyChangedData: {
            fields: string[];
            /** Format: uuid */
            policy: string;
        };
        /** PolicyChangedEvent */
        PolicyChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PolicyChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "policy_changed";
            version: number | null;
        };
        /** PolicyCreatedData */
        PolicyCreatedData: {
            name: string;
            /** Format: uuid */
            policy: string;
        };
        /** PolicyCreatedEvent */
        PolicyCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PolicyCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "policy_created";
            version: number | null;
        };
        /**
         * PolicyRetiredData
         * @description It fits no new ticket; promises given under it stand.
         */
        PolicyRetiredData: {
            name: string;
            /** Format: uuid */
            policy: string;
        };
        /**
         * PolicyRetiredEvent
         * @description It fits no new ticket; promises given under it stand.
         */
        PolicyRetiredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PolicyRetiredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "policy_retired";
            version: number | null;
        };
        /**
         * Pong
         * @description The answer to your `ping`: the connection lives.
         */
        Pong: {
            /** @enum {unknown} */
            type: "pong";
        };
        /**
         * PresenceChangedData
         * @description `reason`, of the desk itself: chosen (by the person or a manager), silent (no heartbeat), idle, back, deactivated.
         */
        PresenceChangedData: {
            reason: string;
            /** Format: uuid */
            staff: string;
            state: string;
            was: string;
        };
        /**
         * PresenceChangedEvent
         * @description `reason`, of the desk itself: chosen (by the person or a manager), silent (no heartbeat), idle, back, deactivated.
         */
        PresenceChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PresenceChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "presence_changed";
            version: number | null;
        };
        /** PrioritySetData */
        PrioritySetData: {
            priority: number;
            reasons: string[];
            was: number;
        };
        /** PrioritySetEvent */
        PrioritySetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["PrioritySetData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "priority_set";
            version: number | null;
        };
        /**
         * Promise
         * @description `due_at` is null while the clock stands still.
         */
        Promise: {
            breached: boolean;
            due_at: string | null;
            /** @enum {unknown} */
            kind: "first_reply" | "next_reply" | "resolution";
            paused: boolean;
            warn_at: string | null;
            warned: boolean;
        };
        /** QueueChangedData */
        QueueChangedData: {
            fields: string[];
            /** Format: uuid */
            queue: string;
        };
        /** QueueChangedEvent */
        QueueChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueueChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "queue_changed";
            version: number | null;
        };
        /** QueueCreatedData */
        QueueCreatedData: {
            name: string;
            /** Format: uuid */
            queue: string;
        };
        /** QueueCreatedEvent */
        QueueCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueueCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "queue_created";
            version: number | null;
        };
        /** QueuedData */
        QueuedData: {
            /** Format: uuid */
            queue: string;
            reason: string;
            was: string | null;
        };
        /** QueueDeletedData */
        QueueDeletedData: {
            name: string;
            /** Format: uuid */
            queue: string;
        };
        /** QueueDeletedEvent */
        QueueDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueueDeletedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "queue_deleted";
            version: number | null;
        };
        /** QueuedEvent */
        QueuedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueuedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "queued";
            version: number | null;
        };
        /** QueueJoinedData */
        QueueJoinedData: {
            /** Format: uuid */
            queue: string;
            /** Format: uuid */
            staff: string;
        };
        /** QueueJoinedEvent */
        QueueJoinedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueueJoinedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "queue_joined";
            version: number | null;
        };
        /** QueueLeftData */
        QueueLeftData: {
            /** Format: uuid */
            queue: string;
            /** Format: uuid */
            staff: string;
        };
        /** QueueLeftEvent */
        QueueLeftEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["QueueLeftData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "queue_left";
            version: number | null;
        };
        /** RatedData */
        RatedData: {
            score: number;
        };
        /** RatedEvent */
        RatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RatedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "rated";
            version: number | null;
        };
        /**
         * Read
         * @description Somebody has read up to `message`.
         */
        Read: {
            brand: string;
            /** @enum {unknown} */
            by: "agent" | "player";
            /** Format: uuid */
            message: string;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "read";
        };
        /**
         * ReasonView
         * @description `text`: in the reader's language.
         */
        ReasonView: {
            code: string;
            points: number;
            text: string;
        };
        /** RedactedData */
        RedactedData: {
            /** @default null */
            attachment: string | null;
            /** Format: uuid */
            message: string;
            reason: string;
        };
        /** RedactedEvent */
        RedactedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RedactedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "redacted";
            version: number | null;
        };
        /** RenamedData */
        RenamedData: {
            subject: string;
        };
        /** RenamedEvent */
        RenamedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RenamedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "renamed";
            version: number | null;
        };
        /**
         * ReplyScheduledData
         * @description `undo`: it only waits for the seconds in which it may be taken back.
         */
        ReplyScheduledData: {
            /** Format: uuid */
            reply: string;
            send_at: string;
            undo: boolean;
        };
        /**
         * ReplyScheduledEvent
         * @description `undo`: it only waits for the seconds in which it may be taken back.
         */
        ReplyScheduledEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ReplyScheduledData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "reply_scheduled";
            version: number | null;
        };
        /**
         * ReplyUnscheduledData
         * @description It is its author's draft again. `reason`: cancelled, player_wrote, answered or refused.
         */
        ReplyUnscheduledData: {
            reason: string;
            /** Format: uuid */
            reply: string;
        };
        /**
         * ReplyUnscheduledEvent
         * @description It is its author's draft again. `reason`: cancelled, player_wrote, answered or refused.
         */
        ReplyUnscheduledEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ReplyUnscheduledData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "reply_unscheduled";
            version: number | null;
        };
        /**
         * Reset
         * @description You know of events that this desk has never had: it was restored from a copy. Read your screen afresh.
         */
        Reset: {
            number: number;
            /** @enum {unknown} */
            type: "reset";
        };
        /** RoleDefinedData */
        RoleDefinedData: {
            permissions: string[];
            role: string;
            was: string[] | null;
        };
        /** RoleDefinedEvent */
        RoleDefinedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RoleDefinedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "role_defined";
            version: number | null;
        };
        /** RoleGrantedData */
        RoleGrantedData: {
            role: string;
            /** Format: uuid */
            staff: string;
        };
        /** RoleGrantedEvent */
        RoleGrantedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RoleGrantedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "role_granted";
            version: number | null;
        };
        /** RoleRevokedData */
        RoleRevokedData: {
            role: string;
            /** Format: uuid */
            staff: string;
        };
        /** RoleRevokedEvent */
        RoleRevokedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["RoleRevokedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "role_revoked";
            version: number | null;
        };
        /** SaidFile */
        SaidFile: {
            content_type: string;
            /** Format: uuid */
            id: string;
            name: string;
            size: number;
            state: components["schemas"]["FileState"];
        };
        /**
         * SaidMessage
         * @description What was said, so that no player has to ask. An agent's name is the first name.
         */
        SaidMessage: {
            attachments: components["schemas"]["SaidFile"][];
            /** @enum {unknown} */
            author: "agent" | "bot" | "player" | "system";
            author_name: string;
            /** Format: uuid */
            id: string;
            key: string | null;
            /** @enum {unknown} */
            kind: "note" | "reply" | "system";
            text: string;
        };
        /** SecretMaskedData */
        SecretMaskedData: {
            kinds: string[];
            /** Format: uuid */
            message: string;
        };
        /** SecretMaskedEvent */
        SecretMaskedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SecretMaskedData"];
            message?: components["schemas"]["MessageView"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "secret_masked";
            version: number | null;
        };
        /** SecretSetData */
        SecretSetData: {
            name: string;
        };
        /** SecretSetEvent */
        SecretSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SecretSetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "secret_set";
            version: number | null;
        };
        /** SignedInData */
        SignedInData: {
            address: string | null;
            /** Format: uuid */
            staff: string;
        };
        /** SignedInEvent */
        SignedInEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SignedInData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "signed_in";
            version: number | null;
        };
        /** SignedOutData */
        SignedOutData: {
            sessions: number;
            /** Format: uuid */
            staff: string;
        };
        /** SignedOutEvent */
        SignedOutEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SignedOutData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "signed_out";
            version: number | null;
        };
        /** SignInFailedData */
        SignInFailedData: {
            address: string | null;
            locked_until: string | null;
            /** Format: uuid */
            staff: string;
        };
        /** SignInFailedEvent */
        SignInFailedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SignInFailedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "sign_in_failed";
            version: number | null;
        };
        /**
         * SignLimitSetData
         * @description `amount`: null: there is none any more.
         */
        SignLimitSetData: {
            amount: string | null;
            currency: string;
            role: string;
        };
        /**
         * SignLimitSetEvent
         * @description `amount`: null: there is none any more.
         */
        SignLimitSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SignLimitSetData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "sign_limit_set";
            version: number | null;
        };
        /** SnoozedData */
        SnoozedData: {
            until: string;
        };
        /** SnoozedEvent */
        SnoozedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SnoozedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "snoozed";
            version: number | null;
        };
        /** SpamMarkedData */
        SpamMarkedData: {
            spam: boolean;
        };
        /** SpamMarkedEvent */
        SpamMarkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SpamMarkedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "spam_marked";
            version: number | null;
        };
        /**
         * SpeedUpAskedData
         * @description The player can't wait.
         */
        SpeedUpAskedData: Record<string, never>;
        /**
         * SpeedUpAskedEvent
         * @description The player can't wait.
         */
        SpeedUpAskedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SpeedUpAskedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "speed_up_asked";
            version: number | null;
        };
        /** SplitData */
        SplitData: {
            messages: string[];
            /** Format: uuid */
            new: string;
        };
        /** SplitEvent */
        SplitEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SplitData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "split";
            version: number | null;
        };
        /**
         * StaffChangedData
         * @description `fields`: which of name, languages, locale changed.
         */
        StaffChangedData: {
            fields: string[];
            /** Format: uuid */
            staff: string;
        };
        /**
         * StaffChangedEvent
         * @description `fields`: which of name, languages, locale changed.
         */
        StaffChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StaffChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "staff_changed";
            version: number | null;
        };
        /** StaffCreatedData */
        StaffCreatedData: {
            role: string;
            /** Format: uuid */
            staff: string;
        };
        /** StaffCreatedEvent */
        StaffCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StaffCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "staff_created";
            version: number | null;
        };
        /** StaffDeactivatedData */
        StaffDeactivatedData: {
            /** Format: uuid */
            staff: string;
        };
        /** StaffDeactivatedEvent */
        StaffDeactivatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StaffDeactivatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "staff_deactivated";
            version: number | null;
        };
        StaffFrame: components["schemas"]["AlarmDecidedEvent"] | components["schemas"]["ArticleApprovedEvent"] | components["schemas"]["ArticleArchivedEvent"] | components["schemas"]["ArticleChangedEvent"] | components["schemas"]["ArticleCheckedEvent"] | components["schemas"]["ArticleCreatedEvent"] | components["schemas"]["ArticleDiscardedEvent"] | components["schemas"]["ArticleDraftedEvent"] | components["schemas"]["ArticlePublishedEvent"] | components["schemas"]["ArticleRestoredEvent"] | components["schemas"]["ArticleScheduledEvent"] | components["schemas"]["ArticleSentBackEvent"] | components["schemas"]["ArticleSubmittedEvent"] | components["schemas"]["AssignedEvent"] | components["schemas"]["BackOfficeConnectedEvent"] | components["schemas"]["BackOfficeDisconnectedEvent"] | components["schemas"]["BrandChangedEvent"] | components["schemas"]["CabinetEnteredEvent"] | components["schemas"]["CalendarChangedEvent"] | components["schemas"]["CalendarCreatedEvent"] | components["schemas"]["CalendarDeletedEvent"] | components["schemas"]["CannedReplyChangedEvent"] | components["schemas"]["CannedReplyCreatedEvent"] | components["schemas"]["CannedReplyDeletedEvent"] | components["schemas"]["CapacitySetEvent"] | components["schemas"]["CardSuspectedEvent"] | components["schemas"]["CategoryDeletedEvent"] | components["schemas"]["CategorySavedEvent"] | components["schemas"]["ChannelChangedEvent"] | components["schemas"]["ChannelCreatedEvent"] | components["schemas"]["ChannelSettingsChangedEvent"] | components["schemas"]["ChatLeftEvent"] | components["schemas"]["ChatReturnedEvent"] | components["schemas"]["ChoiceMadeEvent"] | components["schemas"]["CitationConfirmedEvent"] | components["schemas"]["ClauseChangedEvent"] | components["schemas"]["ClauseEnteredEvent"] | components["schemas"]["ClauseRemovedEvent"] | components["schemas"]["ClockBreachedEvent"] | components["schemas"]["ClockMetEvent"] | components["schemas"]["ClockPausedEvent"] | components["schemas"]["ClockResumedEvent"] | components["schemas"]["ClockStartedEvent"] | components["schemas"]["ClockWarnedEvent"] | components["schemas"]["ComplaintAcknowledgedEvent"] | components["schemas"]["ComplaintActionAddedEvent"] | components["schemas"]["ComplaintActionProvenEvent"] | components["schemas"]["ComplaintActionVerifiedEvent"] | components["schemas"]["ComplaintAnalysedEvent"] | components["schemas"]["ComplaintAppealAskedEvent"] | components["schemas"]["ComplaintAppealDecidedEvent"] | components["schemas"]["ComplaintAppealGivenEvent"] | components["schemas"]["ComplaintAppealViewedEvent"] | components["schemas"]["ComplaintAssignedEvent"] | components["schemas"]["ComplaintCarriedOutEvent"] | components["schemas"]["ComplaintChangedEvent"] | components["schemas"]["ComplaintClosedEvent"] | components["schemas"]["ComplaintConflictLoggedEvent"] | components["schemas"]["ComplaintDeadlineBrokenEvent"] | components["schemas"]["ComplaintDeadlineMetEvent"] | components["schemas"]["ComplaintDeadlineSetEvent"] | components["schemas"]["ComplaintDeadlineWarnedEvent"] | components["schemas"]["ComplaintDecidedEvent"] | components["schemas"]["ComplaintDecisionProposedEvent"] | components["schemas"]["ComplaintDecisionSignedEvent"] | components["schemas"]["ComplaintDeclinedEvent"] | components["schemas"]["ComplaintEvidenceAskedEvent"] | components["schemas"]["ComplaintEvidenceFrozenEvent"] | components["schemas"]["ComplaintEvidenceNeededEvent"] | components["schemas"]["ComplaintEvidenceReviewedEvent"] | components["schemas"]["ComplaintEvidenceWaivedEvent"] | components["schemas"]["ComplaintExtendedEvent"] | components["schemas"]["ComplaintInvestigatedEvent"] | components["schemas"]["ComplaintLetterFailedEvent"] | components["schemas"]["ComplaintLetterSentEvent"] | components["schemas"]["ComplaintMergedEvent"] | components["schemas"]["ComplaintNoteAddedEvent"] | components["schemas"]["ComplaintOutOfScopeEvent"] | components["schemas"]["ComplaintPackExportedEvent"] | components["schemas"]["ComplaintPartyNamedEvent"] | components["schemas"]["ComplaintProposalReturnedEvent"] | components["schemas"]["ComplaintProposedEvent"] | components["schemas"]["ComplaintReferralAnsweredEvent"] | components["schemas"]["ComplaintReferralRuledEvent"] | components["schemas"]["ComplaintReferralSentEvent"] | components["schemas"]["ComplaintRegisteredEvent"] | components["schemas"]["ComplaintReportSettledEvent"] | components["schemas"]["ComplaintReportedEvent"] | components["schemas"]["ComplaintResumedEvent"] | components["schemas"]["ComplaintRulesSetEvent"] | components["schemas"]["ComplaintTicketLinkedEvent"] | components["schemas"]["ComplaintTookInEvent"] | components["schemas"]["ComplaintWaitsEvent"] | components["schemas"]["ComplaintWithdrawnEvent"] | components["schemas"]["DangerClearedEvent"] | components["schemas"]["DangerFoundEvent"] | components["schemas"]["DeliveryChangedEvent"] | components["schemas"]["DocumentAcceptedEvent"] | components["schemas"]["DocumentDeletedEvent"] | components["schemas"]["DocumentRefusedEvent"] | components["schemas"]["DocumentRefusedAtDoorEvent"] | components["schemas"]["DocumentViewedEvent"] | components["schemas"]["DocumentsAskedEvent"] | components["schemas"]["DocumentsReceivedEvent"] | components["schemas"]["DocumentsWithdrawnEvent"] | components["schemas"]["EscalatedEvent"] | components["schemas"]["FileScannedEvent"] | components["schemas"]["HelpImportedEvent"] | components["schemas"]["IdentityAddedEvent"] | components["schemas"]["IdentityUnregisteredEvent"] | components["schemas"]["ImageAddedEvent"] | components["schemas"]["ImpostorMovedEvent"] | components["schemas"]["ImpostorReportedEvent"] | components["schemas"]["IncidentChangedEvent"] | components["schemas"]["IncidentLinkedEvent"] | components["schemas"]["IncidentOpenedEvent"] | components["schemas"]["IncidentSuspectedEvent"] | components["schemas"]["IncidentToldEvent"] | components["schemas"]["IncidentUnlinkedEvent"] | components["schemas"]["IncidentUpdatedEvent"] | components["schemas"]["LanguageSetEvent"] | components["schemas"]["LevelChangedEvent"] | components["schemas"]["LinkedEvent"] | components["schemas"]["MergeProposedEvent"] | components["schemas"]["MergeRefusedEvent"] | components["schemas"]["MergeUndoneEvent"] | components["schemas"]["MergedEvent"] | components["schemas"]["MessageReceivedEvent"] | components["schemas"]["MessageSentEvent"] | components["schemas"]["NoteAddedEvent"] | components["schemas"]["OfficialAddedEvent"] | components["schemas"]["OfficialEndedEvent"] | components["schemas"]["OriginalRetriedEvent"] | components["schemas"]["PasswordSetEvent"] | components["schemas"]["PhraseApprovedEvent"] | components["schemas"]["PhraseProposedEvent"] | components["schemas"]["PhraseRejectedEvent"] | components["schemas"]["PlayerChangedEvent"] | components["schemas"]["PlayerCreatedEvent"] | components["schemas"]["PlayerRecognisedEvent"] | components["schemas"]["PlayersMergedEvent"] | components["schemas"]["PolicyChangedEvent"] | components["schemas"]["PolicyCreatedEvent"] | components["schemas"]["PolicyRetiredEvent"] | components["schemas"]["PresenceChangedEvent"] | components["schemas"]["PrioritySetEvent"] | components["schemas"]["QueueChangedEvent"] | components["schemas"]["QueueCreatedEvent"] | components["schemas"]["QueueDeletedEvent"] | components["schemas"]["QueueJoinedEvent"] | components["schemas"]["QueueLeftEvent"] | components["schemas"]["QueuedEvent"] | components["schemas"]["RatedEvent"] | components["schemas"]["RedactedEvent"] | components["schemas"]["RenamedEvent"] | components["schemas"]["ReplyScheduledEvent"] | components["schemas"]["ReplyUnscheduledEvent"] | components["schemas"]["RoleDefinedEvent"] | components["schemas"]["RoleGrantedEvent"] | components["schemas"]["RoleRevokedEvent"] | components["schemas"]["SecretMaskedEvent"] | components["schemas"]["SecretSetEvent"] | components["schemas"]["SignInFailedEvent"] | components["schemas"]["SignLimitSetEvent"] | components["schemas"]["SignedInEvent"] | components["schemas"]["SignedOutEvent"] | components["schemas"]["SnoozedEvent"] | components["schemas"]["SpamMarkedEvent"] | components["schemas"]["SpeedUpAskedEvent"] | components["schemas"]["SplitEvent"] | components["schemas"]["StaffChangedEvent"] | components["schemas"]["StaffCreatedEvent"] | components["schemas"]["StaffDeactivatedEvent"] | components["schemas"]["StaffNotifiedEvent"] | components["schemas"]["StaffReactivatedEvent"] | components["schemas"]["StatusChangedEvent"] | components["schemas"]["SurveySentEvent"] | components["schemas"]["TaggedEvent"] | components["schemas"]["TeamCreatedEvent"] | components["schemas"]["TeamJoinedEvent"] | components["schemas"]["TeamLeftEvent"] | components["schemas"]["TextChangedEvent"] | components["schemas"]["TextRestoredEvent"] | components["schemas"]["TicketOpenedEvent"] | components["schemas"]["TokenCreatedEvent"] | components["schemas"]["TokenRevokedEvent"] | components["schemas"]["TookInEvent"] | components["schemas"]["TopicAddedEvent"] | components["schemas"]["TopicChangedEvent"] | components["schemas"]["TopicSetEvent"] | components["schemas"]["UnassignedEvent"] | components["schemas"]["UnlinkedEvent"] | components["schemas"]["UnmergedEvent"] | components["schemas"]["ViewDeletedEvent"] | components["schemas"]["ViewSavedEvent"] | components["schemas"]["WokenEvent"] | components["schemas"]["Hello"] | components["schemas"]["Reset"] | components["schemas"]["Gone"] | components["schemas"]["Pong"] | components["schemas"]["Error"] | components["schemas"]["Typing"] | components["schemas"]["Read"] | components["schemas"]["Viewing"] | components["schemas"]["CountsChanged"] | components["schemas"]["BulkProgress"] | components["schemas"]["NoticesSeen"];
        /**
         * StaffNotifiedData
         * @description `to`: who found a new notice on their desk.
         */
        StaffNotifiedData: {
            to: string[];
            what: string;
        };
        /**
         * StaffNotifiedEvent
         * @description `to`: who found a new notice on their desk.
         */
        StaffNotifiedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StaffNotifiedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            ticket: string | null;
            /** @enum {unknown} */
            type: "staff_notified";
            version: number | null;
        };
        /** StaffReactivatedData */
        StaffReactivatedData: {
            /** Format: uuid */
            staff: string;
        };
        /** StaffReactivatedEvent */
        StaffReactivatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StaffReactivatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "staff_reactivated";
            version: number | null;
        };
        /**
         * State
         * @enum {unknown}
         */
        State: "breached" | "met" | "paused" | "running" | "warned";
        /**
         * Status
         * @enum {unknown}
         */
        Status: "closed" | "new" | "on_hold" | "open" | "solved" | "waiting";
        /** StatusChangedData */
        StatusChangedData: {
            /** @default  */
            reason: string;
            status: string;
            was: string;
        };
        /** StatusChangedEvent */
        StatusChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StatusChangedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "status_changed";
            version: number | null;
        };
        /** StatusChangedPlayerData */
        StatusChangedPlayerData: {
            status: string;
            was: string;
        };
        /** StatusChangedPlayerEvent */
        StatusChangedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["StatusChangedPlayerData"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "status_changed";
            version: number | null;
        };
        /**
         * SurveySentData
         * @description The player was asked how we did. `by`: chat or mail.
         */
        SurveySentData: {
            by: string;
        };
        /**
         * SurveySentEvent
         * @description The player was asked how we did. `by`: chat or mail.
         */
        SurveySentEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["SurveySentData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "survey_sent";
            version: number | null;
        };
        /** TaggedData */
        TaggedData: {
            tags: string[];
        };
        /** TaggedEvent */
        TaggedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TaggedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "tagged";
            version: number | null;
        };
        /** TeamCreatedData */
        TeamCreatedData: {
            name: string;
            /** Format: uuid */
            team: string;
        };
        /** TeamCreatedEvent */
        TeamCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TeamCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "team_created";
            version: number | null;
        };
        /** TeamJoinedData */
        TeamJoinedData: {
            lead: boolean;
            /** Format: uuid */
            staff: string;
            /** Format: uuid */
            team: string;
        };
        /** TeamJoinedEvent */
        TeamJoinedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TeamJoinedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "team_joined";
            version: number | null;
        };
        /** TeamLeftData */
        TeamLeftData: {
            /** Format: uuid */
            staff: string;
            /** Format: uuid */
            team: string;
        };
        /** TeamLeftEvent */
        TeamLeftEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TeamLeftData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "team_left";
            version: number | null;
        };
        /** TextChangedData */
        TextChangedData: {
            language: string;
            template: string;
        };
        /** TextChangedEvent */
        TextChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TextChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "text_changed";
            version: number | null;
        };
        /**
         * TextRestoredData
         * @description The built-in text is back.
         */
        TextRestoredData: {
            language: string;
            template: string;
        };
        /**
         * TextRestoredEvent
         * @description The built-in text is back.
         */
        TextRestoredEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TextRestoredData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "text_restored";
            version: number | null;
        };
        /** TicketOpenedData */
        TicketOpenedData: {
            channel: string;
            /** @default null */
            follows: string | null;
            /** Format: uuid */
            message: string;
            /** Format: uuid */
            player: string;
        };
        /** TicketOpenedEvent */
        TicketOpenedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TicketOpenedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "ticket_opened";
            version: number | null;
        };
        /** TicketOpenedPlayerData */
        TicketOpenedPlayerData: {
            channel: string;
            /** @default null */
            follows: string | null;
            /** Format: uuid */
            message: string;
        };
        /** TicketOpenedPlayerEvent */
        TicketOpenedPlayerEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TicketOpenedPlayerData"];
            number: number;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "ticket_opened";
            version: number | null;
        };
        /**
         * TicketState
         * @description A ticket as everybody sees it. `waiting_since`: the player's first word that nobody has answered; `player_said_at`:
         *         their last word; `heard`: how many messages the player has written. `topic_reason`,
         *         `priority_reasons` and `because` are in the reader's language (`locale`).
         */
        TicketState: {
            assignee: components["schemas"]["Named"] | null;
            because: string;
            brand: string;
            channel: string;
            created_at: string;
            danger: string[];
            deadline: components["schemas"]["Deadline"] | null;
            due_at: string | null;
            heard: number;
            hold_reason: string | null;
            /** Format: uuid */
            id: string;
            jurisdiction: string;
            language: string;
            last_message: components["schemas"]["LastMessage"] | null;
            level: components["schemas"]["Level"];
            merged_into: string | null;
            number: number;
            player: components["schemas"]["PlayerBrief"];
            player_said_at: string | null;
            /** @enum {unknown} */
            priority: "high" | "low" | "normal" | "urgent";
            priority_reasons: components["schemas"]["ReasonView"][];
            priority_score: number;
            promises: components["schemas"]["Promise"][];
            queue: components["schemas"]["Named"] | null;
            reference: string;
            restricted: boolean;
            snoozed_until: string | null;
            solved_at: string | null;
            spam: boolean;
            status: components["schemas"]["Status"];
            subject: string;
            tags: string[];
            topic: string;
            topic_confidence: number;
            topic_reason: string;
            updated_at: string;
            version: number;
            waiting_since: string | null;
        };
        /** TokenCreatedData */
        TokenCreatedData: {
            expires_at: string | null;
            name: string;
            scopes: string[];
            /** Format: uuid */
            staff: string;
            /** Format: uuid */
            token: string;
        };
        /** TokenCreatedEvent */
        TokenCreatedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TokenCreatedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "token_created";
            version: number | null;
        };
        /** TokenRevokedData */
        TokenRevokedData: {
            name: string;
            /** Format: uuid */
            staff: string;
            /** Format: uuid */
            token: string;
        };
        /** TokenRevokedEvent */
        TokenRevokedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TokenRevokedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "token_revoked";
            version: number | null;
        };
        /** TookInData */
        TookInData: {
            messages: string[];
            /** Format: uuid */
            other: string;
        };
        /** TookInEvent */
        TookInEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TookInData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "took_in";
            version: number | null;
        };
        /** TopicAddedData */
        TopicAddedData: {
            parent: string;
            topic: string;
        };
        /** TopicAddedEvent */
        TopicAddedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TopicAddedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "topic_added";
            version: number | null;
        };
        /** TopicChangedData */
        TopicChangedData: {
            fields: string[];
            topic: string;
        };
        /** TopicChangedEvent */
        TopicChangedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TopicChangedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "topic_changed";
            version: number | null;
        };
        /** TopicSetData */
        TopicSetData: {
            confidence: number;
            reason: string;
            topic: string;
            was: string;
        };
        /** TopicSetEvent */
        TopicSetEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["TopicSetData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "topic_set";
            version: number | null;
        };
        /**
         * Typing
         * @description Somebody writes; repeated while they do, so forget it after some seconds. `name`: of an agent; `note`: what is
         *         written is a note; `text`: false when a player has emptied the field.
         */
        Typing: {
            brand: string;
            /** @enum {unknown} */
            by: "agent" | "player";
            /** @default  */
            name: string;
            /** @default false */
            note: boolean;
            /** @default true */
            text: boolean;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "typing";
        };
        /** UnassignedData */
        UnassignedData: {
            reason: string;
            /** Format: uuid */
            was: string;
        };
        /** UnassignedEvent */
        UnassignedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["UnassignedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "unassigned";
            version: number | null;
        };
        /** UnlinkedData */
        UnlinkedData: {
            kind: string;
            /** Format: uuid */
            other: string;
        };
        /** UnlinkedEvent */
        UnlinkedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["UnlinkedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "unlinked";
            version: number | null;
        };
        /** UnmergedData */
        UnmergedData: {
            /** Format: uuid */
            from_: string;
        };
        /** UnmergedEvent */
        UnmergedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["UnmergedData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "unmerged";
            version: number | null;
        };
        /** ViewDeletedData */
        ViewDeletedData: {
            scope: string;
            /** Format: uuid */
            view: string;
        };
        /** ViewDeletedEvent */
        ViewDeletedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ViewDeletedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "view_deleted";
            version: number | null;
        };
        /**
         * Viewing
         * @description A colleague has the ticket on the screen, or (`viewing` false) no longer. Repeated every 20 seconds; forget it after
         *         45. Whoever looks at the ticket answers a colleague's first with their own.
         */
        Viewing: {
            brand: string;
            name: string;
            /** Format: uuid */
            staff: string;
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "viewing";
            viewing: boolean;
        };
        /**
         * ViewSavedData
         * @description A saved view is new or has changed. The name and the filter are not in the log: they may hold a player's name.
         */
        ViewSavedData: {
            scope: string;
            /** Format: uuid */
            view: string;
        };
        /**
         * ViewSavedEvent
         * @description A saved view is new or has changed. The name and the filter are not in the log: they may hold a player's name.
         */
        ViewSavedEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["ViewSavedData"];
            number: number;
            ticket: string | null;
            /** @enum {unknown} */
            type: "view_saved";
            version: number | null;
        };
        /** WokenData */
        WokenData: {
            reason: string;
        };
        /** WokenEvent */
        WokenEvent: {
            actor_id: string | null;
            /** @enum {unknown} */
            actor_kind: "player" | "staff" | "system" | "visitor";
            at: string;
            brand: string;
            data: components["schemas"]["WokenData"];
            number: number;
            state?: components["schemas"]["TicketState"];
            /** Format: uuid */
            ticket: string;
            /** @enum {unknown} */
            type: "woken";
            version: number | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
