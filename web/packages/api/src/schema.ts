// Generated from the server; scripts/web generate makes it anew.
export interface paths {
    "/api/v1/appeals/{brand}/{decision}/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an appeal stands, for whoever holds the link of the letter
         * @description How an appeal stands, for whoever holds the link of the letter. Reading changes nothing.
         */
        get: operations["readAppealLink"];
        put?: never;
        /**
         * The player appeals by the link of the letter
         * @description The player appeals by the link of the letter. Sent again, it is the same appeal.
         */
        post: operations["askAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends one file ahead of a reply or note, as multipart/form-data in the field `file`
         * @description Sends one file ahead of a reply or note, as multipart/form-data in the field `file`. Name its id in `files` of the
         *     message within a day. `brand`: whose ticket it is for, if you work for several.
         */
        post: operations["uploadAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file, for staff and players who see its message: sends on to a signed link
         * @description A file, for staff and players who see its message: sends on to a signed link.
         */
        get: operations["downloadAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A signed link to a file, for staff and players who see its message
         * @description A signed link to a file, for staff and players who see its message. `view`: to look at it in a frame.
         */
        get: operations["linkAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachment}/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture or PDF to be looked at, in a sandbox; any other file is a download
         * @description A picture or PDF to be looked at, in a sandbox; any other file is a download. Sends on to a signed link.
         */
        get: operations["viewAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of a brand, the newest first; with `after` the oldest first from that number on
         * @description Events of a brand, the newest first; with `after` the oldest first from that number on. `next` is the number to
         *     give as `before`, or as `after`. `actor`: the id of a member of staff, or staff, player, visitor, system. `since`,
         *     `until`: from that moment on, and before that one.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a table, at most 10,000 rows; if there are more, the header `x-next` holds the number to go on from
         * @description The same as a table, at most 10,000 rows; if there are more, the header `x-next` holds the number to go on from.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The brands that you work for
         * @description The brands that you work for.
         */
        get: operations["listBrands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A brand's settings
         * @description A brand's settings.
         */
        get: operations["getBrand"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a brand's settings; what is left out stays
         * @description Changes a brand's settings; what is left out stays.
         */
        patch: operations["changeBrand"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/alarms/{alarm}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is one: opens the incident, and links the alarm's tickets in the background
         * @description It is one: opens the incident, and links the alarm's tickets in the background.
         */
        post: operations["confirmAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/alarms/{alarm}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is none, and why
         * @description It is none, and why.
         */
        post: operations["dismissAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/backoffice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the brand's back office is
         * @description Where the brand's back office is. The token is never shown.
         */
        get: operations["getConnection"];
        /**
         * Connects a back office, or disconnects it
         * @description Connects a back office, or disconnects it.
         */
        put: operations["setConnection"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/backoffice/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the back office for a player that can't be; that it knows of none is the good answer
         * @description Asks the back office for a player that can't be; that it knows of none is the good answer.
         */
        post: operations["check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The brand's calendars of working hours
         * @description The brand's calendars of working hours.
         */
        get: operations["listCalendars"];
        put?: never;
        /**
         * Adds a calendar of working hours
         * @description Adds a calendar of working hours.
         */
        post: operations["createCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/calendars/{calendar}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a calendar that no promise uses
         * @description Deletes a calendar that no promise uses.
         */
        delete: operations["deleteCalendar"];
        options?: never;
        head?: never;
        /**
         * Changes a calendar; what is left out stays
         * @description Changes a calendar; what is left out stays.
         */
        patch: operations["changeCalendar"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The brand's channels
         * @description The brand's channels.
         */
        get: operations["listChannels"];
        put?: never;
        /**
         * Opens a channel
         * @description Opens a channel. A refusal names its fields in `problems`.
         */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a channel, all of it or nothing; what is left out stays
         * @description Changes a channel, all of it or nothing; what is left out stays. A refusal names its fields in `problems`.
         */
        patch: operations["changeChannel"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/channels/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Last in, last out, errors, what waits to go out, what is in quarantine, what was ignored within seven days
         * @description Last in, last out, errors, what waits to go out, what is in quarantine, what was ignored within seven days. `quiet`: nothing came in for longer than
         *     is usual for this channel.
         */
        get: operations["listChannelsHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The words of every kind of letter of complaints, in every language, with places such as {number}
         * @description The words of every kind of letter of complaints, in every language, with places such as {number}.
         */
        get: operations["listLetterTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-letters/{letter}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The brand's own words from now on
         * @description The brand's own words from now on. Refused with `problems` where the rules of its licence ask for something that they leave
         *     out, or something in them would mislead.
         */
        put: operations["setLetterText"];
        post?: never;
        /**
         * Back to the packaged words; what was written stays in the history
         * @description Back to the packaged words; what was written stays in the history.
         */
        delete: operations["restoreLetterText"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-letters/{letter}/{language}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stood there before, the newest first, with who wrote it
         * @description What stood there before, the newest first, with who wrote it.
         */
        get: operations["letterTextHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-letters/{letter}/{language}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A letter in these words with sample values, and what is wrong with it by the rules of the brand's licence
         * @description A letter in these words with sample values, and what is wrong with it by the rules of the brand's licence. Saves nothing.
         */
        post: operations["previewLetterText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Up to what sum each role decides a complaint alone, by currency
         * @description Up to what sum each role decides a complaint alone, by currency. A currency that is not listed takes two people.
         */
        get: operations["listComplaintLimits"];
        /**
         * Sets up to what sum a role decides alone in one currency
         * @description Sets up to what sum a role decides alone in one currency. Decisions that wait already keep what they take.
         */
        put: operations["setComplaintLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-reports/{report}/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whoever reported is known now: the report becomes a case, received when the report was
         * @description Whoever reported is known now: the report becomes a case, received when the report was.
         */
        post: operations["identifyReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/complaint-reports/{report}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The report was looked into and becomes no case, and why
         * @description The report was looked into and becomes no case, and why.
         */
        post: operations["settleReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/impostors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reported impostors, the last first
         * @description Reported impostors, the last first. `at`: only those in this state.
         */
        get: operations["listImpostors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/impostors/{impostor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * How far you are with it
         * @description How far you are with it. Once it is confirmed, whoever asks about it or about what looks like it is warned.
         */
        patch: operations["moveImpostor"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is open now, and what is suspected
         * @description What is open now, and what is suspected.
         */
        get: operations["listIncidents"];
        put?: never;
        /**
         * Opens an incident
         * @description Opens an incident. A shown one stands on the brand's service page at once.
         */
        post: operations["openIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/{incident}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An incident with its timeline
         * @description An incident with its timeline. Its tickets: the list of tickets with the filter `incident`.
         */
        get: operations["getIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * What it is called, what is affected, how grave it is, and whether players may know
         * @description What it is called, what is affected, how grave it is, and whether players may know.
         */
        patch: operations["changeIncident"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/{incident}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes tickets part of an incident, at most 100 at once
         * @description Makes tickets part of an incident, at most 100 at once. Where players may know of it, each is told at once that it
         *     is known.
         */
        post: operations["linkTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/{incident}/tickets/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a ticket out of an incident
         * @description Takes a ticket out of an incident. What its player was told stays told.
         */
        delete: operations["unlinkTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/{incident}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what is new to the players of all linked tickets, each once, in the ticket's channel and language
         * @description Says what is new to the players of all linked tickets, each once, in the ticket's channel and language. `waiting` in
         *     the timeline is how many have still to be told; the stream says how far it is (`incident_told`).
         */
        post: operations["updateIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/{incident}/updates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What players would read
         * @description What players would read. Tells nobody.
         */
        post: operations["previewUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/incidents/resolved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is over, the last opened first
         * @description What is over, the last opened first.
         */
        get: operations["listResolvedIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/official": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is official in a brand; with `history` also what was, and what will be
         * @description What is official in a brand; with `history` also what was, and what will be.
         */
        get: operations["listOfficial"];
        put?: never;
        /**
         * Adds an official channel, from now or a moment to come
         * @description Adds an official channel, from now or a moment to come.
         */
        post: operations["addOfficial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/official/{entry}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * From now on it is official no more
         * @description From now on it is official no more.
         */
        post: operations["endOfficial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/official/{entry}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an entry and puts another in its place
         * @description Ends an entry and puts another in its place. What was official stays in the history as it was.
         */
        post: operations["replaceOfficial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The one that names most of a ticket's channel, topic and priority wins; of equals, the lower position
         * @description The one that names most of a ticket's channel, topic and priority wins; of equals, the lower position.
         */
        get: operations["listPromises"];
        put?: never;
        /**
         * Adds a promise
         * @description Adds a promise.
         */
        post: operations["createPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/promises/{promise}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * It fits no new ticket; what was promised under it stands
         * @description It fits no new ticket; what was promised under it stands.
         */
        delete: operations["retirePromise"];
        options?: never;
        head?: never;
        /**
         * Changes a promise; what is left out stays
         * @description Changes a promise; what is left out stays.
         */
        patch: operations["changePromise"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/promises/pauses/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * When such a clock would stand still, step by step
         * @description When such a clock would stand still, step by step. Saves nothing.
         */
        post: operations["previewPauses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/promises/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What such a ticket would be promised, and step by step why
         * @description What such a ticket would be promised, and step by step why. Saves nothing.
         */
        post: operations["previewPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be read, the oldest first, with what its reader said
         * @description What could not be read, the oldest first, with what its reader said.
         */
        get: operations["listQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The brand's queues
         * @description The brand's queues.
         */
        get: operations["listQueues"];
        put?: never;
        /**
         * Adds a queue
         * @description Adds a queue.
         */
        post: operations["createQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/queues/{queue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a queue
         * @description Deletes a queue.
         */
        delete: operations["deleteQueue"];
        options?: never;
        head?: never;
        /**
         * Changes a queue; what is left out stays
         * @description Changes a queue; what is left out stays.
         */
        patch: operations["changeQueue"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/queues/{queue}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whoever serves a queue sees its tickets
         * @description Whoever serves a queue sees its tickets. Into a protected one only those let in who may see protected tickets.
         */
        post: operations["joinQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/queues/{queue}/members/{staff}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a colleague out of a queue
         * @description Takes a colleague out of a queue.
         */
        delete: operations["leaveQueue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/secrets/chat_jwt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The key that verifies the operator's chat tokens: a public key (PEM or JWK) or a shared secret
         * @description The key that verifies the operator's chat tokens: a public key (PEM or JWK) or a shared secret. Never readable.
         */
        put: operations["setChatKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the desk itself says to players, in every language
         * @description What the desk itself says to players, in every language.
         */
        get: operations["listTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/texts/{template}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Refused with `problems` if the text would fail players
         * @description Refused with `problems` if the text would fail players.
         */
        put: operations["setText"];
        post?: never;
        /**
         * Back to the built-in text
         * @description Back to the built-in text.
         */
        delete: operations["restoreText"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/texts/{template}/{language}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a text reads with sample values, and what is wrong with it
         * @description How a text reads with sample values, and what is wrong with it. `look`: in which light a mail is shown; readers: as the
         *     screen has it. Saves nothing.
         */
        post: operations["previewText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/tickets/{ticket}/impostors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Those that a ticket reports
         * @description Those that a ticket reports.
         */
        get: operations["listImpostorsOfTicket"];
        put?: never;
        /**
         * Notes an impostor that a player tells of in a ticket
         * @description Notes an impostor that a player tells of in a ticket.
         */
        post: operations["reportImpostor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The brand's topics, those switched off too; each is followed by the brand's own below it
         * @description The brand's topics, those switched off too; each is followed by the brand's own below it.
         */
        get: operations["listBrandTopics"];
        put?: never;
        /**
         * Adds a topic of the brand's own
         * @description Adds a topic of the brand's own.
         */
        post: operations["addTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brands/{brand}/topics/{topic}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Renames a topic of the brand, or switches it off or on
         * @description Renames a topic of the brand, or switches it off or on.
         */
        patch: operations["changeTopic"];
        trace?: never;
    };
    "/api/v1/brands/{brand}/topics/{topic}/{own}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * The same for one of the brand's own, whose id has two parts: deposit_missing/card
         * @description The same for one of the brand's own, whose id has two parts: deposit_missing/card.
         */
        patch: operations["changeOwnTopic"];
        trace?: never;
    };
    "/api/v1/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your bulk actions of the last 30 days, the newest first
         * @description Your bulk actions of the last 30 days, the newest first.
         */
        get: operations["listBulks"];
        put?: never;
        /**
         * Takes an action on every ticket that the filter holds now and you see: at most 10,000, each by itself, with your rights
         * @description Takes an action on every ticket that the filter holds now and you see: at most 10,000, each by itself, with your
         *     rights. The stream tells how far it is (`bulk_progress`).
         */
        post: operations["startBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{bulk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a bulk action of yours is
         * @description How far a bulk action of yours is.
         */
        get: operations["getBulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{bulk_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leaves the rest alone; what is done stays done, and can be undone
         * @description Leaves the rest alone; what is done stays done, and can be undone.
         */
        post: operations["stopBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{bulk_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of each ticket, and why not
         * @description What became of each ticket, and why not. `next` is the id to give as `after`.
         */
        get: operations["listBulkTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{bulk_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts back, in the background, what the action changed, where nobody has changed it since
         * @description Puts back, in the background, what the action changed, where nobody has changed it since. What players were told of
         *     it stays told.
         */
        post: operations["undoBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a bulk action would touch
         * @description What a bulk action would touch. Changes nothing.
         */
        post: operations["previewBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canned-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Canned replies that you may use, the best fit for `q` first: by shortcut, then by title, then by text
         * @description Canned replies that you may use, the best fit for `q` first: by shortcut, then by title, then by text. With `ticket`
         *     those for other channels are left out, and those for its topic come first.
         */
        get: operations["listCanned"];
        put?: never;
        /**
         * Adds a canned reply
         * @description Adds a canned reply. Your own needs no more than answering; a team's is for who leads the team, a brand's for who
         *     holds canned.share, who may write a team's too.
         */
        post: operations["createCanned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canned-replies/{reply}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a canned reply
         * @description Deletes a canned reply.
         */
        delete: operations["deleteCanned"];
        options?: never;
        head?: never;
        /**
         * Changes a canned reply; what is left out stays
         * @description Changes a canned reply; what is left out stays.
         */
        patch: operations["changeCanned"];
        trace?: never;
    };
    "/api/v1/canned-replies/{reply}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A canned reply as the ticket's player would read it, in the ticket's language
         * @description A canned reply as the ticket's player would read it, in the ticket's language.
         */
        get: operations["previewCanned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/canned-replies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a text that you are writing reads, and what is wrong with it
         * @description How a text that you are writing reads, and what is wrong with it. Nothing is kept.
         */
        post: operations["tryCanned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For e-mail: do the outgoing server and the mailbox let us in? Sends and changes nothing
         * @description For e-mail: do the outgoing server and the mailbox let us in? Sends and changes nothing.
         */
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One file as multipart/form-data, in the field `file`
         * @description One file as multipart/form-data, in the field `file`. Name its id in the next message.
         */
        post: operations["uploadChatAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of this chat: sends on to a signed link
         * @description A file of this chat: sends on to a signed link.
         */
        get: operations["downloadChatAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/attachments/{attachment}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A signed link to a file of this chat
         * @description A signed link to a file of this chat.
         */
        get: operations["linkChatAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/brands/{brand}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a brand's chat looks, and whether somebody is there now
         * @description How a brand's chat looks, and whether somebody is there now. Needs no token and keeps nothing.
         */
        get: operations["getWidget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What you choose when an answer is late
         * @description What you choose when an answer is late.
         */
        post: operations["chooseInChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your latest conversations, the last one first: of this chat and, while the site vouches for you, all
         * @description Your latest conversations, the last one first: of this chat and, while the site vouches for you, all.
         */
        get: operations["conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You are done
         * @description You are done. Whatever is still to be said comes by mail, if we have your address; a new message begins again.
         */
        post: operations["endChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said, oldest first: in this chat and, while the site vouches for you, in your earlier ones; with `ticket`, in that conversation only
         * @description What was said, oldest first: in this chat and, while the site vouches for you, in your earlier ones; with `ticket`,
         *     in that conversation only.
         */
        get: operations["listChatMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The widget's beacon when its page goes away
         * @description The widget's beacon when its page goes away. The body is JSON of any content type, or empty.
         */
        post: operations["leaveChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A one-time link from the chat to the player's own requests, for this device or another
         * @description A one-time link from the chat to the player's own requests, for this device or another. Only for whom the site
         *     vouches, or who proved an address before; anybody else signs in by a code. Each call makes another link.
         */
        post: operations["linkChatToRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says something: into the open ticket of this chat, or a new one
         * @description Says something: into the open ticket of this chat, or a new one. The same key again gives the same message.
         */
        post: operations["postChatMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rates the answer, from 1 to 5; may be changed within a day
         * @description Rates the answer, from 1 to 5; may be changed within a day.
         */
        post: operations["rateChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How far you have read
         * @description How far you have read.
         */
        post: operations["markChatRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a chat, or resumes the one of `token`: 201 with a token, or 200
         * @description Opens a chat, or resumes the one of `token`: 201 with a token, or 200. A token that is not valid (any more), or
         *     that belongs to another account than the `jwt`, opens a new one. With `conversation` the answer's token opens the
         *     session of that conversation, as the one of the other window does.
         */
        post: operations["openChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether somebody is there, your place in the line and how long it may take
         * @description Whether somebody is there, your place in the line and how long it may take.
         */
        get: operations["getChatStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a copy of the conversation by mail
         * @description Sends a copy of the conversation by mail. Three at once, then one in five minutes; to one address three at once,
         *     then one in half an hour.
         */
        post: operations["transcript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells the staff that you are writing, not what
         * @description Tells the staff that you are writing, not what.
         */
        post: operations["tellChatTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaint-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people unknown have said: those reports that wait, what concerns safety first; or those that are settled
         * @description What people unknown have said: those reports that wait, what concerns safety first; or those that are settled.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Keeps what somebody says whom nobody has identified yet
         * @description Keeps what somebody says whom nobody has identified yet. It is never refused for want of a name.
         */
        post: operations["recordReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The board: open cases, what is due next first
         * @description The board: open cases, what is due next first. `owner` is an id, `me` or `nobody`; `over` true also shows those that
         *     are over, as does a `stage` of the past. `appeal` true: only those whose appeal waits.
         */
        get: operations["listComplaints"];
        put?: never;
        /**
         * Registers a complaint of a known player, such as one told by phone
         * @description Registers a complaint of a known player, such as one told by phone.
         */
        post: operations["registerComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A case by its id or its number; `brand` where several brands have the number
         * @description A case by its id or its number; `brand` where several brands have the number. That you looked is kept.
         */
        get: operations["getComplaint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Its category, summary, owner and team, and what kind of case it is
         * @description Its category, summary, owner and team, and what kind of case it is.
         */
        patch: operations["changeComplaint"];
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The player was told that their complaint is here, and what comes next
         * @description The player was told that their complaint is here, and what comes next.
         */
        post: operations["acknowledgeComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/analyse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes the analysis of an acknowledged case, or writes it anew
         * @description Writes the analysis of an acknowledged case, or writes it anew.
         */
        post: operations["analyseComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The appeal of a case
         * @description The appeal of a case.
         */
        get: operations["getAppeal"];
        put?: never;
        /**
         * Notes that the player appeals, such as in a call
         * @description Notes that the player appeals, such as in a call. Noted again, the appeal that is there is given.
         */
        post: operations["noteAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/appeal/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who hears appeals: first whoever may hear this one, then the others, each with the reason
         * @description Who hears appeals: first whoever may hear this one, then the others, each with the reason.
         */
        get: operations["listAppealCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/appeal/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides the appeal: the first decision stands, is changed to the one that you give, or goes back
         * @description Decides the appeal: the first decision stands, is changed to the one that you give, or goes back. A changed one above your
         *     limit waits for a second person, and so does the appeal.
         */
        post: operations["concludeAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/appeal/give": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the appeal to whoever shall hear it: somebody who took no part, does not lead one who did, and has no conflict logged
         * @description Gives the appeal to whoever shall hear it: somebody who took no part, does not lead one who did, and has no conflict
         *     logged. A refusal says why, and names in `may` who could.
         */
        post: operations["giveAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/appeal/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes what you think by the evidence alone
         * @description Writes what you think by the evidence alone. It is never changed; from here on you see the first decision.
         */
        post: operations["writeAppealView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/bodies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The dispute bodies of the case's rules that are valid today and hear its category
         * @description The dispute bodies of the case's rules that are valid today and hear its category.
         */
        get: operations["listBodies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a case that is carried out, with a summary of it
         * @description Closes a case that is carried out, with a summary of it.
         */
        post: operations["closeComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/compliance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notes that the law forbids to disclose
         * @description Notes that the law forbids to disclose. Needs compliance.read; who read them is kept. `why`: is kept too.
         */
        get: operations["getNotes"];
        put?: never;
        /**
         * A note that no export, search, report or colleague without the permission reaches
         * @description A note that no export, search, report or colleague without the permission reaches. It can't be changed.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/compliance/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who wrote and read the closed notes of a case
         * @description Who wrote and read the closed notes of a case. Needs compliance.read.
         */
        get: operations["getReads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who handled the matter, whom the complaint is about, whose conflict is logged; and who may decide or hear an appeal
         * @description Who handled the matter, whom the complaint is about, whose conflict is logged; and who may decide or hear an appeal.
         */
        get: operations["complaintConflicts"];
        put?: never;
        /**
         * Logs a conflict of interest: your own, or a colleague's if you work on cases
         * @description Logs a conflict of interest: your own, or a colleague's if you work on cases. It can't be taken back.
         */
        post: operations["logComplaintConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every deadline of a case, and how surely its rule is known
         * @description Every deadline of a case, and how surely its rule is known.
         */
        get: operations["complaintDeadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/deadlines/{kind}/explained": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a deadline comes about, step by step: its rule and source, what it counts from, pauses, extensions, holidays
         * @description How a deadline comes about, step by step: its rule and source, what it counts from, pauses, extensions, holidays.
         *     `language`: yours, if you name none.
         */
        get: operations["explainDeadline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was proposed and decided in a case
         * @description What was proposed and decided in a case. That you looked is kept: who has read a decision hears no appeal of it while
         *     somebody else can.
         */
        get: operations["listDecisions"];
        put?: never;
        /**
         * Proposes a decision: what was found, the clauses of that day, the reasoning in the player's language, what the player gets
         * @description Proposes a decision: what was found, the clauses of that day, the reasoning in the player's language, what the player
         *     gets. It is never changed; another begins anew.
         */
        post: operations["proposeDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/decisions/{decision}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a proposed decision
         * @description Takes a proposed decision. Above your limit it then waits for a second person (`signing`). Whoever the complaint is about,
         *     handled the matter, or has a conflict logged, is refused, and told why.
         */
        post: operations["takeDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/decisions/{decision}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a proposed decision back to the investigation, with a reason
         * @description Sends a proposed decision back to the investigation, with a reason.
         */
        post: operations["returnDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/decisions/{decision}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs as the second person; with it the decision holds
         * @description Signs as the second person; with it the decision holds.
         */
        post: operations["signDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The case's own events, oldest first: each step with its actor and reason
         * @description The case's own events, oldest first: each step with its actor and reason.
         */
        get: operations["complaintEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The checklist and what is frozen
         * @description The checklist and what is frozen. That you looked is kept.
         */
        get: operations["getEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item, with what was read of it
         * @description One item, with what was read of it.
         */
        get: operations["getItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/{item}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes as they were taken, to save
         * @description The bytes as they were taken, to save. A sealed one needs documents.read.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the player for what only they have, by a one-time link
         * @description Asks the player for what only they have, by a one-time link.
         */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/chronology": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the frozen evidence says happened, the oldest first: payments, bets, sessions and the rest
         * @description What the frozen evidence says happened, the oldest first: payments, bets, sessions and the rest.
         */
        get: operations["getChronology"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The pack of a case: its evidence, what was decided, done and written
         * @description The pack of a case: its evidence, what was decided, done and written. `edition`: full for the dispute body, redacted for
         *     the player. That you took it is kept; whoever hears an appeal writes their own view first.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The packs that were made of a case, the newest first
         * @description The packs that were made of a case, the newest first.
         */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files in the tickets of a case that you see, the newest first, and which are among the evidence already
         * @description The files in the tickets of a case that you see, the newest first, and which are among the evidence already. `message`:
         *     of that one alone.
         */
        get: operations["listCaseFiles"];
        put?: never;
        /**
         * Freezes a file that came in a message
         * @description Freezes a file that came in a message. The same file again gives what is there.
         */
        post: operations["freezeFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freezes evidence
         * @description Freezes evidence. What a back office does not give now is kept as wanted, and tried again; `trouble` says so.
         */
        post: operations["freeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/needs/{code}/waive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes on without it, for a reason that stays with the case
         * @description Goes on without it, for a reason that stays with the case.
         */
        post: operations["waive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/evidence/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You have read these items
         * @description You have read these items.
         */
        post: operations["review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/execution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is to be carried out in a case, and how far it is
         * @description What is to be carried out in a case, and how far it is. Empty for who hears its appeal blindly.
         */
        get: operations["listActions"];
        put?: never;
        /**
         * Adds something to be done, such as an apology
         * @description Adds something to be done, such as an apology. Money is given by decisions alone.
         */
        post: operations["addAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/execution/{action}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms, as a second person, what no system can show
         * @description Confirms, as a second person, what no system can show.
         */
        post: operations["confirmAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/execution/{action}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the back office again whether a proven action is done
         * @description Asks the back office again whether a proven action is done.
         */
        post: operations["lookAtAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/execution/{action}/prove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says by what it can be seen that an action was done
         * @description Says by what it can be seen that an action was done. The back office is asked at once: a reference that is wrong, of
         *     another sum or of another player is told in `found`, and the action stays unverified; a back office that is away is asked
         *     again.
         */
        post: operations["proveAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes more time by the case's own rules, before the time is up
         * @description Takes more time by the case's own rules, before the time is up. Where those ask for a notice, its letter goes with it, in
         *     the player's language and with this reason; with `problems` neither happens.
         */
        post: operations["extendComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/investigate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins the investigation of an analysed case
         * @description Begins the investigation of an analysed case.
         */
        post: operations["investigateComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letters that went, the oldest first, as they went
         * @description The letters that went, the oldest first, as they went. Whoever hears an appeal sees those that tell the first decision
         *     when their own view is written.
         */
        get: operations["listLetters"];
        put?: never;
        /**
         * Sends a letter by the channel of the case's ticket
         * @description Sends a letter by the channel of the case's ticket. One with problems is refused with a sentence for each, and nothing
         *     goes. The acknowledgement of a case that is only registered acknowledges it.
         */
        post: operations["sendLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/letters/owed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letters that the rules of the case ask for and that did not go yet
         * @description The letters that the rules of the case ask for and that did not go yet.
         */
        get: operations["owedLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/letters/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A letter as it would go now, in the words of its jurisdiction, and what keeps it from going
         * @description A letter as it would go now, in the words of its jurisdiction, and what keeps it from going. With `subject` and `text`:
         *     what is wrong with those. Nothing is kept.
         */
        post: operations["previewLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a case as a double of an earlier one of the same player, which takes its tickets over
         * @description Ends a case as a double of an earlier one of the same player, which takes its tickets over.
         */
        post: operations["mergeComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What those who work on a case say among themselves, the newest first
         * @description What those who work on a case say among themselves, the newest first. That you looked is kept.
         */
        get: operations["listComplaintNotes"];
        put?: never;
        /**
         * A note among those who work on a case
         * @description A note among those who work on a case. In no edition for the player.
         */
        post: operations["addComplaintNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/out-of-scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a case without a decision: it is nothing that the complaints procedure is for
         * @description Ends a case without a decision: it is nothing that the complaints procedure is for.
         */
        post: operations["setComplaintOutOfScope"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names a member of staff who handled the matter, or whom the complaint is about
         * @description Names a member of staff who handled the matter, or whom the complaint is about. It can't be taken back.
         */
        post: operations["nameComplaintParty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a case went, what went with it, and what was ruled
         * @description Where a case went, what went with it, and what was ruled. The oldest first.
         */
        get: operations["listReferrals"];
        put?: never;
        /**
         * Notes that the case went to a dispute body, with the full export of its evidence
         * @description Notes that the case went to a dispute body, with the full export of its evidence. The clock of our answer begins.
         */
        post: operations["sendReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/referrals/{referral}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes that the dispute body has our answer
         * @description Notes that the dispute body has our answer.
         */
        post: operations["answerReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/referrals/{referral}/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes what the dispute body ruled
         * @description Notes what the dispute body ruled. What it asks for is carried out and verified like our own decisions.
         */
        post: operations["noteRuling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the case waited for is here, or isn't waited for any more
         * @description What the case waited for is here, or isn't waited for any more.
         */
        post: operations["resumeComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tickets of the same player that turn out to belong to a case
         * @description Tickets of the same player that turn out to belong to a case. Its first receipt stays.
         */
        post: operations["linkComplaintTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about a case on one time line, oldest first: what was said in its tickets, its own steps, its deadlines, notes, and what its evidence says happened
         * @description Everything about a case on one time line, oldest first: what was said in its tickets, its own steps, its deadlines,
         *     notes, and what its evidence says happened. That you looked is kept.
         */
        get: operations["complaintTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at what of a case, the newest first
         * @description Who looked at what of a case, the newest first.
         */
        get: operations["listComplaintViews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Waits for the player or a third party
         * @description Waits for the player or a third party. Where the case's rules know no such pause the clock runs on; `pauses` of the
         *     case tells.
         */
        post: operations["waitForComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/{complaint}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a case without a decision: the player doesn't pursue it
         * @description Ends a case without a decision: the player doesn't pursue it.
         */
        post: operations["withdrawComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many open cases stand at each stage, and how many of them are near a deadline or past it
         * @description How many open cases stand at each stage, and how many of them are near a deadline or past it.
         */
        get: operations["countComplaints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/pack-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What `pitboss verify-pack --fingerprint` compares with
         * @description What `pitboss verify-pack --fingerprint` compares with. Publish the fingerprint where dispute bodies find it.
         */
        get: operations["getPackKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/pack-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys by which packs of this installation were signed, with the first and the last one that was, the newest first: to publish, so that packs of before a new key can be told
         * @description All keys by which packs of this installation were signed, with the first and the last one that was, the newest first: to
         *     publish, so that packs of before a new key can be told.
         */
        get: operations["listPackKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/behind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The cases that a figure is made of, each with the event that is counted, the newest first
         * @description The cases that a figure is made of, each with the event that is counted, the newest first. The other parameters name the
         *     row of the report: `week` its Monday, `owner` and `of_team` an id or nobody, `outcome` also right (in whole or in part) and
         *     overturned (changed or sent back).
         */
        get: operations["listBehind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What complaints are about, week by week, and where players were right: what to mend so that complaints fall
         * @description What complaints are about, week by week, and where players were right: what to mend so that complaints fall.
         */
        get: operations["reportCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open clocks that are broken, warned of or due within so many hours, the nearest first; and how those that ended were kept
         * @description Open clocks that are broken, warned of or due within so many hours, the nearest first; and how those that ended were
         *     kept.
         */
        get: operations["reportClocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/definitions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each column of a return means: what the rules ask, what the desk counts, by which rule, and whether that was read at its source
         * @description What each column of a return means: what the rules ask, what the desk counts, by which rule, and whether that was read at
         *     its source.
         */
        get: operations["exportDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The events that a figure counts, the oldest first
         * @description The events that a figure counts, the oldest first. `week`: the Monday of one week alone.
         */
        get: operations["traceReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How cases were decided, by category; what was given and what was paid, each currency for itself
         * @description How cases were decided, by category; what was given and what was paid, each currency for itself.
         */
        get: operations["reportOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/overturns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often appeals changed a decision or sent it back, by category, clause and team, with the interval in which the true share lies; and how often dispute bodies ruled for the player
         * @description How often appeals changed a decision or sent it back, by category, clause and team, with the interval in which the true
         *     share lies; and how often dispute bodies ruled for the player.
         */
        get: operations["reportOverturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The regulator's return of a rule pack, or its records of each complaint, with the definition of every column
         * @description The regulator's return of a rule pack, or its records of each complaint, with the definition of every column. `until` is the
         *     first day after it. What the rules ask for and the desk does not keep is empty, and says so.
         */
        get: operations["readReturn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/return.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a table for a spreadsheet; definitions.csv says what its columns mean
         * @description The same as a table for a spreadsheet; definitions.csv says what its columns mean.
         */
        get: operations["exportReturn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at what of which case, the newest first
         * @description Who looked at what of which case, the newest first.
         */
        get: operations["reportSeen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long cases stay in each stage, and how many stand in it now
         * @description How long cases stay in each stage, and how many stand in it now.
         */
        get: operations["reportStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/reports/workload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has how many open cases, in which stages; and week by week what was received, decided, appealed, referred, ended and broken
         * @description Who has how many open cases, in which stages; and week by week what was received, decided, appealed, referred, ended and
         *     broken.
         */
        get: operations["reportWorkload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every rule pack with a brand's own terms in it, how surely each rule is known, and what compliance should look at
         * @description Every rule pack with a brand's own terms in it, how surely each rule is known, and what compliance should look at.
         */
        get: operations["listComplaintRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/rules/{pack}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the brand's own terms and dispute bodies of a pack, all of them, for cases to come
         * @description Sets the brand's own terms and dispute bodies of a pack, all of them, for cases to come. Only terms that are the
         *     operator's to set; the rest is law, or good practice, and stays.
         */
        put: operations["setComplaintRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/rules/{pack}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a brand's own rules of a pack, when and why, the newest first
         * @description Who changed a brand's own rules of a pack, when and why, the newest first.
         */
        get: operations["listOwnRuleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The categories and outcomes of complaints, in both languages
         * @description The categories and outcomes of complaints, in both languages.
         */
        get: operations["complaintWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What agents put right, the oldest first: `text` is about `topic`, the classifier had said `was`
         * @description What agents put right, the oldest first: `text` is about `topic`, the classifier had said `was`.
         */
        get: operations["listCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tickets each of your lists holds, counted up to 1000: yours, those of nobody, all open, open ones with a note that mentions you, snoozed ones, each queue that you serve, each saved view that you see
         * @description How many tickets each of your lists holds, counted up to 1000: yours, those of nobody, all open, open ones with
         *     a note that mentions you, snoozed ones, each queue that you serve, each saved view that you see. Ask again when the
         *     stream says `counts_changed`.
         */
        get: operations["getCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts or refuses a document that you have opened, and tells the player
         * @description Accepts or refuses a document that you have opened, and tells the player. Needs documents.read.
         */
        post: operations["decideOnDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{document}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes who looks and why, and gives a link to the document
         * @description Notes who looks and why, and gives a link to the document. Needs documents.read.
         */
        post: operations["lookAtDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/{brand}/articles/{slug}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether an article helped, with a comment if one likes; once for each visitor and version, and said again it takes the place of the first
         * @description Whether an article helped, with a comment if one likes; once for each visitor and version, and said again it takes the
         *     place of the first.
         */
        post: operations["giveArticleFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/{brand}/documents/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was asked for by a link
         * @description What was asked for by a link.
         */
        get: operations["getUploadPage"];
        put?: never;
        /**
         * Hands over the whole set
         * @description Hands over the whole set.
         */
        post: operations["submitDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/{brand}/documents/{token}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One document as multipart/form-data, in the field `file`
         * @description One document as multipart/form-data, in the field `file`. The same kind again replaces it, so a retry does no harm.
         */
        post: operations["uploadDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/{brand}/images/{image}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture that a published article shows
         * @description A picture that a published article shows. Staff who are signed in see the others too.
         */
        get: operations["getHelpImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/{brand}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Articles of a brand's help centre that fit, the best first
         * @description Articles of a brand's help centre that fit, the best first. Ask as the player types.
         */
        get: operations["searchHelp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Articles and instructions that you may see, what was changed last first
         * @description Articles and instructions that you may see, what was changed last first. `q`: part of the title or address. `status`:
         *     draft, review, approved and scheduled look at the version in work, published and archived at the article. `cites`: the
         *     name of a clause. `overdue`: to be read again; `stale`: citing a clause that has changed. Drafts and what was archived
         *     are for those who write, review or publish.
         */
        get: operations["listArticles"];
        put?: never;
        /**
         * A new article or instruction with its first draft
         * @description A new article or instruction with its first draft.
         */
        post: operations["createArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An article with what readers see and, for those who write, what is in work
         * @description An article with what readers see and, for those who write, what is in work.
         */
        get: operations["getArticle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * What stands around an article's words
         * @description What stands around an article's words. To let more people read a published one is for publishers, and never for
         *     whoever wrote it.
         */
        patch: operations["changeArticle"];
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The version is right
         * @description The version is right. Nobody approves what they wrote in.
         */
        post: operations["approveArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Readers see it no more; its versions stay
         * @description Readers see it no more; its versions stay.
         */
        post: operations["archiveArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You have read it again and it is right: the next review comes after its usual time
         * @description You have read it again and it is right: the next review comes after its usual time.
         */
        post: operations["checkArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a version says otherwise than another, word by word
         * @description What a version says otherwise than another, word by word. Without numbers: what is in work against what readers see,
         *     or the live version against the one before.
         */
        get: operations["articleDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Saves the draft, or begins the next version
         * @description Saves the draft, or begins the next version. One that was handed in or approved becomes a draft again.
         */
        put: operations["saveArticleDraft"];
        post?: never;
        /**
         * Throws the version in work away, and the article too where nothing of it was ever published
         * @description Throws the version in work away, and the article too where nothing of it was ever published.
         */
        delete: operations["discardArticleDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/draft/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What words that you have not saved say otherwise than the version in work
         * @description What words that you have not saved say otherwise than the version in work. Nothing is kept.
         */
        post: operations["draftDifference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Readers see the approved version from now on
         * @description Readers see the approved version from now on.
         */
        post: operations["publishArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Readers see the last published version again
         * @description Readers see the last published version again.
         */
        post: operations["restoreArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes the approved version by itself at that time, within a year
         * @description Publishes the approved version by itself at that time, within a year.
         */
        post: operations["scheduleArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The version is a draft again; `note` says what to change
         * @description The version is a draft again; `note` says what to change.
         */
        post: operations["sendArticleBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands the draft in: a colleague reviews it
         * @description Hands the draft in: a colleague reviews it.
         */
        post: operations["submitArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of an article, the newest first, at most 500; for those who only read, what was published
         * @description Every version of an article, the newest first, at most 500; for those who only read, what was published.
         */
        get: operations["listArticleVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{article}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of an article
         * @description One version of an article.
         */
        get: operations["getArticleVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A brand's categories in their order, the hidden ones too
         * @description A brand's categories in their order, the hidden ones too.
         */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/categories/{category}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes or changes a category
         * @description Makes or changes a category.
         */
        put: operations["saveCategory"];
        post?: never;
        /**
         * Deletes an empty category
         * @description Deletes an empty category.
         */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/categories/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts the categories into another order
         * @description Puts the categories into another order.
         */
        post: operations["orderCategories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/citations/{citation}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You have looked: what cites the clause is right, or you have put it right
         * @description You have looked: what cites the clause is right, or you have put it right.
         */
        post: operations["confirmCitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/citations/stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What cites clauses that have changed since, until somebody confirms it; the newest first
         * @description What cites clauses that have changed since, until somebody confirms it; the newest first.
         */
        get: operations["listStaleCitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/clauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The clauses that hold on a day, today if none is named; of a jurisdiction where it has texts of its own, else the general ones
         * @description The clauses that hold on a day, today if none is named; of a jurisdiction where it has texts of its own, else the
         *     general ones.
         */
        get: operations["listClauses"];
        put?: never;
        /**
         * A text of a clause
         * @description A text of a clause. One that holds until further notice ends the day before, if the new one begins today or later.
         *     What cites the clause is listed as stale.
         */
        post: operations["enterClause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/clauses/{clause}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes a text that does not hold yet
         * @description Changes a text that does not hold yet. Of one that holds only its last day, to today or later.
         */
        put: operations["changeClause"];
        post?: never;
        /**
         * Takes back a text that does not hold yet
         * @description Takes back a text that does not hold yet.
         */
        delete: operations["removeClause"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/clauses/{name}/citations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What cites a clause in that language now: articles, canned replies and notices to players; those that you may see
         * @description What cites a clause in that language now: articles, canned replies and notices to players; those that you may see.
         */
        get: operations["clauseCitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/clauses/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every text that a clause has had or will have, in all jurisdictions, the latest first
         * @description Every text that a clause has had or will have, in all jurisdictions, the latest first.
         */
        get: operations["clauseHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many articles of a brand are how far, and what needs somebody
         * @description How many articles of a brand are how far, and what needs somebody.
         */
        get: operations["knowledgeCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What readers said of articles, the newest first
         * @description What readers said of articles, the newest first. `commented`: only with a comment.
         */
        get: operations["listArticleFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A brand's pictures, the newest first
         * @description A brand's pictures, the newest first.
         */
        get: operations["listImages"];
        put?: never;
        /**
         * Keeps a picture for articles (PNG, JPEG or WebP, at most 5 MB), sent as multipart/form-data in the field `file`
         * @description Keeps a picture for articles (PNG, JPEG or WebP, at most 5 MB), sent as multipart/form-data in the field `file`. The
         *     same picture is kept once.
         */
        post: operations["uploadArticleImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/images/{image}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture, for staff, whether an article shows it or not
         * @description A picture, for staff, whether an article shows it or not.
         */
        get: operations["getArticleImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in articles, categories and clauses, sent as multipart/form-data in the field `file`
         * @description Takes in articles, categories and clauses, sent as multipart/form-data in the field `file`. `source`: markdown (a zip of
         *     folders), zendesk or intercom (a JSON file, or a zip of them). Articles are handed in for review; drafts stay drafts. The
         *     same import again changes nothing. `dry`: only the report.
         */
        post: operations["importHelp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/phrases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How players said what an article answers, from the first words of solved requests, the newest first
         * @description How players said what an article answers, from the first words of solved requests, the newest first. Only approved
         *     ones are found by search.
         */
        get: operations["listPhrases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/phrases/{phrase}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * From now on search knows the phrase
         * @description From now on search knows the phrase.
         */
        post: operations["approvePhrase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/phrases/{phrase}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The phrase doesn't count, or no longer, and isn't proposed again
         * @description The phrase doesn't count, or no longer, and isn't proposed again.
         */
        post: operations["rejectPhrase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a text that you are writing reads, and what it points to
         * @description How a text that you are writing reads, and what it points to. Nothing is kept.
         */
        post: operations["previewMarkdown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/readership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What readers opened in the last days, the most opened first; `unhelpful`: what most of them said didn't help
         * @description What readers opened in the last days, the most opened first; `unhelpful`: what most of them said didn't help.
         */
        get: operations["listReadership"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Published articles and instructions that fit, the best first
         * @description Published articles and instructions that fit, the best first. `audience`: for whom you look; players: only what you
         *     may send them. `path` is the page to link to.
         */
        get: operations["searchKnowledge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was looked for in the last days, the most frequent first
         * @description What was looked for in the last days, the most frequent first. `empty`: only what found nothing. Who looked is not
         *     kept; numbers and addresses are masked.
         */
        get: operations["listSearches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A sign of life, every 20 seconds
         * @description A sign of life, every 20 seconds. Gives the state you are in, since silence or idleness may have changed it. An API
         *     token needs the scope `tickets.take`.
         */
        post: operations["sendBeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open chats that you hold, and whether their players are in them
         * @description The open chats that you hold, and whether their players are in them. The stream tells of each who goes or comes back
         *     as `chat_left` and `chat_returned`.
         */
        get: operations["getMyChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tickets in which you have a draft, the latest first, at most 500
         * @description The tickets in which you have a draft, the latest first, at most 500.
         */
        get: operations["myDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own notices, the newest first; those of tickets that you no longer see are left out
         * @description Your own notices, the newest first; those of tickets that you no longer see are left out. The stream tells of new
         *     ones as `staff_notified`, with you in `to`, and of what needs you in a ticket by the event itself: `assigned`,
         *     `message_received`, `note_added`. What you have seen in another browser comes as `notices_seen`.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/{notice}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You have seen it
         * @description You have seen it. Saying so again changes nothing. `upto`: the `created_at` that you know; if it has come again
         *     since, it stays new.
         */
        post: operations["seeNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How your workspace suits you; what you never chose is as it comes
         * @description How your workspace suits you; what you never chose is as it comes.
         */
        get: operations["getMyPreferences"];
        /**
         * Changes how your workspace suits you, in every browser
         * @description Changes how your workspace suits you, in every browser.
         */
        put: operations["setMyPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether you are at work, and for how much
         * @description Whether you are at work, and for how much.
         */
        get: operations["getMyPresence"];
        /**
         * Says whether you are at work
         * @description Says whether you are at work. An API token needs the scope `tickets.take`.
         */
        put: operations["setMyPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which of your browsers are told, and the key with which another subscribes
         * @description Which of your browsers are told, and the key with which another subscribes.
         */
        get: operations["getMyPush"];
        put?: never;
        /**
         * From now on this browser is told when you are mentioned, given a ticket, or answered by a player, while no workspace of yours is in front of you; until you sign out
         * @description From now on this browser is told when you are mentioned, given a ticket, or answered by a player, while no workspace
         *     of yours is in front of you; until you sign out. It is told the occasion and the ticket's number, and no more.
         */
        post: operations["subscribePush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/push/{subscription}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * This browser is told no more
         * @description This browser is told no more.
         */
        delete: operations["unsubscribePush"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merge-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open ones, the oldest first
         * @description The open ones, the oldest first.
         */
        get: operations["listMergeProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merge-proposals/{proposal}/{decision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * `decision`: approve, refuse, or undo (of an approved one)
         * @description `decision`: approve, refuse, or undo (of an approved one).
         */
        post: operations["decideMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A message as it was formatted, as a page for a frame: sanitised, sandboxed, without scripts
         * @description A message as it was formatted, as a page for a frame: sanitised, sandboxed, without scripts. Pictures that came with
         *     it are in it; those from the net are loaded only with `images=true`, since that tells the sender that it was read.
         */
        get: operations["showOriginal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries the failed deliveries of a message again
         * @description Tries the failed deliveries of a message again.
         */
        post: operations["retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{message}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The raw original of a message as a download, as it came, with players' secrets masked
         * @description The raw original of a message as a download, as it came, with players' secrets masked.
         */
        get: operations["getSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives and assigns you the most urgent ticket that you may take: of your queues, in your languages, while you have room for its kind of channel
         * @description Gives and assigns you the most urgent ticket that you may take: of your queues, in your languages, while you have
         *     room for its kind of channel. The order is the dispatcher's.
         */
        post: operations["takeNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/originals/{original}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the provider gave us, as it came (secrets of players masked)
         * @description What the provider gave us, as it came (secrets of players masked). For whoever sees its message; what became none
         *     is for those who look after the quarantine.
         */
        get: operations["downloadOriginal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be allowed, with its meaning in English and Russian
         * @description What may be allowed, with its meaning in English and Russian. `guarded`: only who holds it may hand it on.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/players": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Players by name (each word as the beginning of one), e-mail address, phone or site account id, in the brands where you may see players
         * @description Players by name (each word as the beginning of one), e-mail address, phone or site account id, in the brands where
         *     you may see players. Addresses and accounts must be whole.
         */
        get: operations["findPlayers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/players/{player}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A player with what is known of them
         * @description A player with what is known of them.
         */
        get: operations["getPlayer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what is known of a player; what is left out stays
         * @description Changes what is known of a player; what is left out stays.
         */
        patch: operations["changePlayer"];
        trace?: never;
    };
    "/api/v1/players/{player}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes it; whoever may merge players decides
         * @description Proposes it; whoever may merge players decides.
         */
        post: operations["proposeMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/players/{player}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Those that you may see, the most recently touched first
         * @description Those that you may see, the most recently touched first.
         */
        get: operations["listPlayerTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is online, and what each holds and may hold by class of channel
         * @description Who is online, and what each holds and may hold by class of channel.
         */
        get: operations["listPresence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{original}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts it back to be read, in a moment
         * @description Puts it back to be read, in a moment.
         */
        post: operations["retryOriginal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/satisfaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What players say of the answers, of the tickets that you see: in all, week by week, by topic, queue and agent, and what their comments are about
         * @description What players say of the answers, of the tickets that you see: in all, week by week, by topic, queue and agent, and what
         *     their comments are about. `weeks`: so many back, with this one, at most 104; a week begins on the brand's Monday. `topic`
         *     includes the brand's own topics below it. `theme`: of the comments that are shown.
         */
        get: operations["readSatisfaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/satisfaction.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ratings behind the report as a table, the newest 20,000
         * @description The ratings behind the report as a table, the newest 20,000.
         */
        get: operations["exportSatisfaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A request by a form, from outside
         * @description A request by a form, from outside.
         */
        post: operations["postRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roles and their permissions
         * @description The roles and their permissions.
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes a role, or changes its permissions
         * @description Makes a role, or changes its permissions.
         */
        put: operations["defineRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets by words in any form (Russian and English), by number or reference, by address or account id; best first
         * @description Tickets by words in any form (Russian and English), by number or reference, by address or account id; best first.
         *     In excerpts «…» marks the words found. `filter`: as for lists, a TicketFilter as JSON; it narrows the best 400.
         */
        get: operations["searchTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who you are and what you may do
         * @description Who you are and what you may do.
         */
        get: operations["whoAmI"];
        put?: never;
        /**
         * Gives a token, for `Authorization: Bearer …`, and the same as a cookie for browsers
         * @description Gives a token, for `Authorization: Bearer …`, and the same as a cookie for browsers.
         */
        post: operations["signIn"];
        /**
         * Ends this session
         * @description Ends this session.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your sessions
         * @description Your sessions.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Ends all your sessions
         * @description Ends all your sessions. Only a session may do that, not an API token.
         */
        delete: operations["signOutEverywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of your sessions
         * @description Ends one of your sessions. Only a session may do that, not an API token.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works for a brand, by name; also those who are no longer active
         * @description Who works for a brand, by name; also those who are no longer active.
         */
        get: operations["listStaff"];
        put?: never;
        /**
         * Adds a member of staff
         * @description Adds a member of staff.
         */
        post: operations["createStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{staff}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Your own name and languages, or a colleague's if you manage staff in every brand that they work for
         * @description Your own name and languages, or a colleague's if you manage staff in every brand that they work for.
         */
        patch: operations["changeStaff"];
        trace?: never;
    };
    "/api/v1/staff/{staff}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends all sessions of the person
         * @description Ends all sessions of the person.
         */
        post: operations["setPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{staff}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a member of staff a role in a brand
         * @description Gives a member of staff a role in a brand.
         */
        post: operations["grantRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{staff}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * With their last role in the brand a person also leaves its queues and teams
         * @description With their last role in the brand a person also leaves its queues and teams.
         */
        delete: operations["revokeRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/by-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody of the whole installation, to grant them a role in one more brand
         * @description Somebody of the whole installation, to grant them a role in one more brand.
         */
        get: operations["findStaffByEmail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The teams
         * @description The teams.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Adds a team
         * @description Adds a team.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says who is in a team and who leads it, all at once
         * @description Says who is in a team and who leads it, all at once.
         */
        put: operations["setTeamMembers"];
        /**
         * Also changes whether a member leads
         * @description Also changes whether a member leads.
         */
        post: operations["joinTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team}/members/{staff}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a colleague out of a team
         * @description Takes a colleague out of a team.
         */
        delete: operations["leaveTeam"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets that you may see
         * @description Tickets that you may see. With a `filter` that names only open statuses the most urgent come first, else the most
         *     recently touched; `sort` names another order. urgency, waiting and due are orders of what is open; a list that holds
         *     more is ordered as recent. `next` and `prev` lead to the pages after and before; `count` true tells
         *     how many there are, exactly up to 1000.
         *
         *     `status` may be repeated or hold several separated by commas; `active` means all that are neither solved nor closed.
         *     `assignee` is an id, `me` or `nobody`; `queue` an id or a name; `mentioned` true for those with a note that mentions
         *     you, or unseen for notes that you have not read. With `q` the answer is ranked by the search, has one page, and
         *     the other parameters narrow the best 400.
         */
        get: operations["listTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One ticket, with its links to others and its complaint
         * @description One ticket, with its links to others and its complaint. `name` is its id, its number (1001) or its reference (HB-1001).
         */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes fields of a ticket, all or none; what is left out stays
         * @description Changes fields of a ticket, all or none; what is left out stays.
         */
        patch: operations["changeTicket"];
        trace?: never;
    };
    "/api/v1/tickets/{name}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an action on a ticket
         * @description Takes an action on a ticket, and gives the ticket as it is then. Actions and what they take:
         *     - take {} needs tickets.take
         *     - assign {to, reason} needs tickets.assign
         *     - unassign {reason} needs tickets.take
         *     - transfer {queue, reason} needs tickets.transfer
         *     - escalate {level, queue, reason} needs tickets.escalate
         *     - priority {priority, reason} needs tickets.priority
         *     - topic {topic} needs tickets.topic
         *     - snooze {until} needs tickets.snooze
         *     - wake {} needs tickets.snooze
         *     - wait {reason} needs tickets.reply
         *     - hold {reason} needs tickets.hold
         *     - solve {reason} needs tickets.solve
         *     - close {reason} needs tickets.close
         *     - reopen {reason} needs tickets.reopen
         *     - merge {into} needs tickets.merge
         *     - unmerge {} needs tickets.merge
         *     - split {messages, subject} needs tickets.split
         *     - spam {} needs tickets.spam
         *     - not_spam {} needs tickets.spam
         *     - redact {message, part, attachment, reason} needs tickets.redact
         *     - clear_danger {reason} needs tickets.see_restricted
         *     - tag {tags} needs tickets.tag
         *     - link {other, kind} needs tickets.tag
         *     - unlink {other, kind} needs tickets.tag
         *     - rename {subject} needs tickets.tag
         *     - retry {message} needs tickets.reply
         *     - channel {channel, reason} needs tickets.reply
         */
        post: operations["actOnTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/complaint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers what a ticket says as a complaint of its player
         * @description Registers what a ticket says as a complaint of its player. Whoever has handled the ticket so far may not decide it.
         */
        post: operations["registerFromTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/complaint/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The desk proposed a complaint here; it is none, and why
         * @description The desk proposed a complaint here; it is none, and why.
         */
        post: operations["declineComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything beside a ticket in one answer
         * @description Everything beside a ticket in one answer. `language`: of the explanations of promises.
         */
        get: operations["context"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was asked of the player and how it stands; the files themselves only for those who read documents
         * @description What was asked of the player and how it stands; the files themselves only for those who read documents.
         */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Sends the player a one-time link to upload these documents
         * @description Sends the player a one-time link to upload these documents. A link that was open before is no longer good.
         */
        post: operations["askForDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/documents/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The open link of the ticket is no longer good
         * @description The open link of the ticket is no longer good.
         */
        post: operations["withdrawDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your drafts in a ticket: at most a reply and a note
         * @description Your drafts in a ticket: at most a reply and a note.
         */
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/drafts/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your draft of a reply or note
         * @description Your draft of a reply or note.
         */
        get: operations["getDraft"];
        /**
         * Keeps a draft over the one there was
         * @description Keeps a draft over the one there was. It goes by itself when you send the message. Card numbers, passwords and codes
         *     are masked in it as in a message.
         */
        put: operations["keepDraft"];
        post?: never;
        /**
         * Throws your draft away
         * @description Throws your draft away. Saying so again changes nothing.
         */
        delete: operations["discardDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timeline, oldest first
         * @description The timeline, oldest first. `next` is the number to give as `after`.
         */
        get: operations["listTicketEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a ticket is part of, or seems to report
         * @description What a ticket is part of, or seems to report.
         */
        get: operations["getIncidentsOfTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/later": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replies that are still to go, yours and colleagues', the next first
         * @description Replies that are still to go, yours and colleagues', the next first.
         */
        get: operations["listLater"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/mentionable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Colleagues and teams who may be mentioned in this ticket's notes, since they may see it, by the beginning of a word of their name; at most 50 of each
         * @description Colleagues and teams who may be mentioned in this ticket's notes, since they may see it, by the beginning of a word
         *     of their name; at most 50 of each.
         */
        get: operations["mentionable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said in a ticket, oldest first
         * @description What was said in a ticket, oldest first.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Answers the player, or adds a note that the player never sees: 201 with the message
         * @description Answers the player, or adds a note that the player never sees: 201 with the message. With `send_at` or
         *     `undo_seconds` 202 with the reply that is still to go.
         */
        post: operations["postMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/messages/{message}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back a reply that has not gone yet; it becomes its author's draft again
         * @description Takes back a reply that has not gone yet; it becomes its author's draft again. `message`: the id that you got when
         *     you sent it.
         */
        post: operations["cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every promise of the ticket, with the steps by which its deadline was computed
         * @description Every promise of the ticket, with the steps by which its deadline was computed.
         */
        get: operations["listTicketPromises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How far you have read; what mentions you up to there is seen, and so are your notices that the ticket needs you, unless the player has written since
         * @description How far you have read; what mentions you up to there is seen, and so are your notices that the ticket needs
         *     you, unless the player has written since. The player is told when it is you who has the
         *     ticket. An API token needs the scope `tickets.reply`.
         */
        post: operations["markTicketRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Others who look at the ticket see that you are writing; what you write is neither sent nor kept
         * @description Others who look at the ticket see that you are writing; what you write is neither sent nor kept.
         */
        post: operations["tellTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/viewing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Colleagues who look at the ticket see that you do too
         * @description Colleagues who look at the ticket see that you do too. Repeat it every 20 seconds; it is kept nowhere.
         */
        post: operations["tellViewing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The channels by which a ticket can be answered, the present one first
         * @description The channels by which a ticket can be answered, the present one first.
         */
        get: operations["listWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/whisper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A note for the agent who has the ticket, with a notice to them
         * @description A note for the agent who has the ticket, with a notice to them. All staff who see the ticket can read it, the player
         *     never.
         */
        post: operations["whisper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{name}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why this agent, why not the others, why still waiting
         * @description Why this agent, why not the others, why still waiting.
         */
        get: operations["explainDispatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your API tokens, without their secrets
         * @description Your API tokens, without their secrets.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Takes no idempotency key: the answer, which holds the token, must not be kept
         * @description Takes no idempotency key: the answer, which holds the token, must not be kept.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Makes an API token worthless
         * @description Makes an API token worthless.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a ticket can be about, in Russian and English: in a brand with its own names and topics, those switched off too; without `brand` as every brand begins
         * @description What a ticket can be about, in Russian and English: in a brand with its own names and topics, those switched off
         *     too; without `brand` as every brand begins.
         */
        get: operations["listTopics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/track/{brand}/{ticket}/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a request stands, for whoever has its secret link
         * @description How a request stands, for whoever has its secret link.
         */
        get: operations["trackRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/track/{brand}/{ticket}/{secret}/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the player chose by the secret link
         * @description What the player chose by the secret link.
         */
        post: operations["chooseInTracking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether something that claims to be us is us
         * @description Whether something that claims to be us is us. Anybody may ask. Nothing is fetched, and nothing is kept.
         */
        post: operations["verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The saved views that you see: your own, your teams', everybody's
         * @description The saved views that you see: your own, your teams', everybody's.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Saves a filter and an order under a name
         * @description Saves a filter and an order under a name.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a saved view
         * @description Deletes a saved view.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        /**
         * Changes a saved view; what is left out stays
         * @description Changes a saved view; what is left out stays.
         */
        patch: operations["changeView"];
        trace?: never;
    };
    "/api/v1/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Queues and agents of a brand as they are now; counted as far as you see
         * @description Queues and agents of a brand as they are now; counted as far as you see. Ask again when the stream tells of anything
         *     in the brand, but not more often than every three seconds.
         */
        get: operations["wall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was told lately, and who has read it; the newest 50
         * @description What was told lately, and who has read it; the newest 50.
         */
        get: operations["listBroadcasts"];
        put?: never;
        /**
         * Tells all colleagues of a brand, of a queue or of a team something; each finds it among their notices at once
         * @description Tells all colleagues of a brand, of a queue or of a team something; each finds it among their notices at once.
         */
        post: operations["broadcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall/day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A brand's day in steps of five minutes, as far as you see
         * @description A brand's day in steps of five minutes, as far as you see.
         */
        get: operations["wallDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Act */
        Act: {
            attachment?: string | null;
            channel?: string | null;
            into?: string | null;
            key?: string | null;
            /**
             * @default duplicate
             * @enum {string}
             */
            kind?: "duplicate" | "follow_up" | "incident";
            /** @enum {null|string} */
            level?: "first_line" | "senior" | "specialist" | "developers" | "disputes" | null;
            message?: string | null;
            messages?: string[];
            other?: string | null;
            /** @default  */
            part?: string;
            /** @enum {null|string} */
            priority?: "urgent" | "high" | "normal" | "low" | null;
            queue?: string | null;
            /** @default  */
            reason?: string;
            /** @default  */
            subject?: string;
            tags?: string[] | null;
            to?: string | null;
            topic?: string | null;
            until?: string | null;
        };
        /** ActionView */
        ActionView: {
            amount: string | null;
            by_hand: boolean;
            /** Format: uuid */
            complaint_id: string;
            currency: string | null;
            decision_id: string | null;
            found: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["RedressKind"];
            next_at: string | null;
            promised_for: string | null;
            proof: string;
            proven_at: string | null;
            proven_by: string | null;
            reference: string | null;
            referral_id: string | null;
            source: string | null;
            /** @enum {string} */
            state: "open" | "proven" | "verified" | "dropped";
            subject: string;
            tries: number;
            verified_at: string | null;
            verified_by: string | null;
            version: number;
            what: string;
        };
        /**
         * AgentNames
         * @description `first_from`: “Anna from Harbour”; `first`: “Anna”; `full`: “Anna Ozola”; `sender`: no agent, “Harbour”.
         * @enum {string}
         */
        AgentNames: "first_from" | "first" | "full" | "sender";
        /**
         * AlarmState
         * @enum {string}
         */
        AlarmState: "suspected" | "confirmed" | "dismissed" | "passed";
        /** AlarmView */
        AlarmView: {
            brand: string;
            /** Format: date-time */
            first_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_at: string;
            players: number;
            state: components["schemas"]["AlarmState"];
            tickets: string[];
            topic: string;
            usual: number | null;
            words: string[];
        };
        /** Answer */
        Answer: {
            about: string | null;
            brand: string | null;
            like: string | null;
            official: string | null;
            says: string;
            sent_at: string | null;
            shown: string;
            text: string;
            tricks: components["schemas"]["Trick"][];
            verdict: components["schemas"]["Verdict"];
            warnings: string[];
            what: components["schemas"]["Pasted"];
            why: components["schemas"]["Likeness"] | null;
        };
        /** Answers */
        Answers: {
            items: components["schemas"]["Answer"][];
        };
        /** ApiToken */
        ApiToken: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            scopes: string[];
            /** Format: uuid */
            staff_id: string;
            used_at: string | null;
        };
        /**
         * Appeal
         * @enum {string}
         */
        Appeal: "none" | "asked" | "heard" | "decided";
        /**
         * AppealOutcome
         * @enum {string}
         */
        AppealOutcome: "upheld" | "changed" | "sent_back";
        /** AppealPage */
        AppealPage: {
            asked_at: string | null;
            language: string;
            number: string;
            open: boolean;
            until: string | null;
        };
        /** AppealView */
        AppealView: {
            /** Format: date-time */
            asked_at: string;
            blind: boolean;
            /** Format: uuid */
            complaint_id: string;
            decided_at: string | null;
            /** Format: uuid */
            decision_id: string;
            given_at: string | null;
            grounds: string;
            handler_id: string | null;
            /** @enum {string} */
            how: "link" | "cabinet" | "staff";
            /** Format: uuid */
            id: string;
            new_decision_id: string | null;
            outcome: components["schemas"]["AppealOutcome"] | null;
            reasoning: string | null;
            rule: string;
            until: string | null;
            version: number;
            view_at: string | null;
            view_outcome: components["schemas"]["Outcome"] | null;
            view_text: string | null;
        };
        /** ApprovedWording */
        ApprovedWording: {
            key?: string | null;
            phrase?: string | null;
        };
        /** Arguments */
        Arguments: {
            add?: string[];
            brand?: string | null;
            incident?: string | null;
            /** @enum {null|string} */
            priority?: "urgent" | "high" | "normal" | "low" | null;
            queue?: string | null;
            /** @default  */
            reason?: string;
            remove?: string[];
            to?: string | null;
            topic?: string | null;
            until?: string | null;
        };
        /** ArticleInFull */
        ArticleInFull: {
            article: components["schemas"]["ArticleView"];
            headings: components["schemas"]["Heading"][];
            html: string;
            live: components["schemas"]["VersionView"] | null;
            translations: components["schemas"]["Translation"][];
            work: components["schemas"]["VersionView"] | null;
        };
        /**
         * ArticleKind
         * @default article
         * @enum {string}
         */
        ArticleKind: "article" | "instruction";
        /** ArticlePatch */
        ArticlePatch: {
            category?: string | null;
            key?: string | null;
            kind?: components["schemas"]["ArticleKind"];
            owner?: string | null;
            place?: number;
            related?: string[];
            review_days?: number;
            slug?: string;
            team?: string | null;
            topics?: string[];
            visibility?: components["schemas"]["Visibility"];
        };
        /** ArticleReading */
        ArticleReading: {
            /** Format: uuid */
            article: string;
            helpful: number;
            language: string;
            title: string;
            unhelpful: number;
            views: number;
        };
        /**
         * ArticleState
         * @enum {string}
         */
        ArticleState: "draft" | "published" | "archived";
        /** ArticleView */
        ArticleView: {
            brand: string;
            category: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ArticleKind"];
            /** @enum {string} */
            language: "ru" | "en";
            live: number | null;
            may: string[];
            overdue: boolean;
            owner: components["schemas"]["Named"] | null;
            path: string | null;
            place: number;
            publish_at: string | null;
            published_at: string | null;
            readership: components["schemas"]["Readership"];
            related: string[];
            review_by: string | null;
            review_days: number;
            slug: string;
            stage: components["schemas"]["Stage"] | null;
            stale: boolean;
            state: components["schemas"]["ArticleState"];
            summary: string;
            team: string | null;
            title: string;
            topics: string[];
            /** Format: date-time */
            updated_at: string;
            visibility: components["schemas"]["Visibility"];
            work: number | null;
        };
        /** Listing[ArticleView] */
        ArticleViewPage: {
            items: components["schemas"]["ArticleView"][];
            next: string | null;
        };
        /** AskForDocuments */
        AskForDocuments: {
            /** @default 7 */
            days?: number;
            key?: string | null;
            kinds: components["schemas"]["DocumentKind"][];
            /** @default  */
            note?: string;
        };
        /**
         * Assurance
         * @description How sure we are who is writing; the higher, the surer.
         * @enum {string}
         */
        Assurance: "A0" | "A1" | "A2" | "A3";
        /** AtRisk */
        AtRisk: {
            category: string;
            /** Format: uuid */
            complaint_id: string;
            due_at: string | null;
            force: string;
            kind: string;
            owner: string | null;
            owner_name: string | null;
            paused: boolean;
            reference: string;
            rule: string;
            stage: string;
            /** @enum {string} */
            state: "broken" | "warned" | "near";
        };
        /** AttachmentView */
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
        /** Attention */
        Attention: {
            overdue: number;
            stale: number;
        };
        /**
         * Audience
         * @description For whom somebody looks. The wall narrows it further to what the actor may see.
         * @default staff
         * @enum {string}
         */
        Audience: "public" | "players" | "staff";
        /**
         * AuthorKind
         * @enum {string}
         */
        AuthorKind: "player" | "agent" | "bot" | "system";
        /** BackOfficeChecked */
        BackOfficeChecked: {
            good: boolean;
            told: string;
        };
        /** Beat */
        Beat: {
            state: components["schemas"]["Presence"];
        };
        /** Begun */
        Begun: {
            /** @enum {null|string} */
            came_back: "cancelled" | "player_wrote" | "answered" | "refused" | null;
            /** @enum {string} */
            kind: "reply" | "note";
            /** Format: uuid */
            ticket: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * Behind
         * @description What of the reports can be opened. open, waiting, late: cases that are open now. standing: in a stage now; stayed: left it
         *         in the time. before: received in as long a time before. judged: decided, as causes count it. decision, ruling, ending,
         *         given, paid: of outcomes. appeal: heard in the time; sided: a dispute body ruled for one of the sides. met, met_late,
         *         broken_clock: how deadlines ended. The rest are events of a week.
         * @enum {string}
         */
        Behind: "received" | "ended" | "decided" | "appealed" | "referred" | "carried_out" | "broken" | "before" | "judged" | "open" | "waiting" | "late" | "standing" | "stayed" | "decision" | "ruling" | "ending" | "given" | "paid" | "appeal" | "sided" | "met" | "met_late" | "broken_clock";
        /** BehindCase */
        BehindCase: {
            amount: string | null;
            /** Format: date-time */
            at: string;
            category: string;
            /** Format: uuid */
            complaint_id: string;
            currency: string | null;
            event: number | null;
            key: string;
            reference: string;
            stage: string;
            subcategory: string;
            type: string | null;
        };
        /** BehindPage */
        BehindPage: {
            items: components["schemas"]["BehindCase"][];
            next: string | null;
        };
        /** Beyond */
        Beyond: {
            currency: string;
            limit: string | null;
            total: string;
        };
        /** Bilingual */
        Bilingual: {
            en: string;
            ru: string;
        };
        /**
         * BoardOrder
         * @default due
         * @enum {string}
         */
        BoardOrder: "due" | "newest";
        /** Body */
        Body: {
            accepts_within?: components["schemas"]["Within"] | null;
            accreditor?: components["schemas"]["Bilingual"] | null;
            answer_within?: components["schemas"]["Within"] | null;
            decides_within?: components["schemas"]["Within"] | null;
            force: components["schemas"]["Force"];
            free?: boolean | null;
            grade: components["schemas"]["Grade"];
            id: string;
            kind: components["schemas"]["BodyKind"];
            name: components["schemas"]["Bilingual"];
            /** @default [] */
            only?: components["schemas"]["ComplaintCategory"][];
            /** @default [] */
            refuses?: components["schemas"]["ComplaintCategory"][];
            scope: components["schemas"]["Bilingual"];
            /** @default [] */
            source?: string[];
            text: components["schemas"]["Bilingual"];
            url?: string | null;
            valid_from?: string | null;
            valid_to?: string | null;
            verified: boolean;
        };
        /**
         * BodyKind
         * @enum {string}
         */
        BodyKind: "adr" | "arbiter" | "regulator" | "court";
        /** BodyView */
        BodyView: {
            free: boolean | null;
            grade: string;
            id: string;
            kind: string;
            name: string;
            scope: string;
            url: string | null;
            valid_from: string | null;
            valid_to: string | null;
            verified: boolean;
        };
        /** BrandPatch */
        BrandPatch: {
            article_review_days?: number | null;
            grace_days?: number | null;
            help_lines?: {
                [key: string]: string;
            } | null;
            key?: string | null;
            languages?: string[] | null;
            muted_notices?: string[] | null;
            name?: string | null;
            origins?: string[] | null;
            release_mail_after_minutes?: number | null;
            sender?: components["schemas"]["Sender"] | null;
            surveys?: components["schemas"]["Surveys"] | null;
            time_zone?: string | null;
            widget?: components["schemas"]["WidgetSettings"] | null;
        };
        /** BrandView */
        BrandView: {
            article_review_days: number;
            grace_days: number;
            help_lines: {
                [key: string]: string;
            };
            id: string;
            jurisdiction: string;
            languages: string[];
            muted_notices: string[];
            name: string;
            origins: string[];
            prefix: string;
            release_mail_after_minutes: number | null;
            sender: components["schemas"]["Sender"];
            surveys: components["schemas"]["Surveys"];
            time_zone: string | null;
            widget: components["schemas"]["WidgetSettings"];
        };
        /** Broadcast */
        Broadcast: {
            audience: string;
            brand: string;
            by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            read: number;
            readers: components["schemas"]["Reader"][];
            target: string | null;
            text: string;
        };
        /** Bulk */
        Bulk: {
            /** @enum {string} */
            action: "assign" | "unassign" | "tag" | "priority" | "topic" | "transfer" | "snooze" | "wake" | "solve" | "close" | "reopen" | "spam" | "not_spam" | "incident";
            arguments: components["schemas"]["Arguments"];
            can_undo: boolean;
            /** Format: date-time */
            created_at: string;
            done: number;
            ended_at: string | null;
            filter: components["schemas"]["TicketFilter"];
            /** Format: uuid */
            id: string;
            kept: number;
            refused: number;
            /** @enum {string} */
            state: "running" | "done" | "stopped" | "undoing" | "undone";
            total: number;
            unchanged: number;
            undone: number;
            waiting: number;
        };
        /** BulkBody */
        BulkBody: {
            /** @enum {string} */
            action: "assign" | "unassign" | "tag" | "priority" | "topic" | "transfer" | "snooze" | "wake" | "solve" | "close" | "reopen" | "spam" | "not_spam" | "incident";
            arguments?: components["schemas"]["Arguments"];
            expected: number;
            filter: components["schemas"]["TicketFilter"];
            key?: string | null;
        };
        /** BulkPreview */
        BulkPreview: {
            can_undo: boolean;
            count: number;
            refused: components["schemas"]["Refusal"][];
            sample: components["schemas"]["TicketView"][];
        };
        /** CalendarPatch */
        CalendarPatch: {
            hours?: components["schemas"]["HoursBody"] | null;
            key?: string | null;
            name?: string | null;
        };
        /** CalendarView */
        CalendarView: {
            hours: components["schemas"]["HoursBody"];
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** Called */
        Called: {
            name: string;
        };
        /** Candidate */
        Candidate: {
            agent: string;
            now: string;
        };
        /** Canned */
        Canned: {
            brand: string;
            channels: string[];
            /** Format: uuid */
            id: string;
            mine: boolean;
            owner: string | null;
            /** @enum {string} */
            scope: "own" | "team" | "brand";
            shortcut: string;
            team: string | null;
            text: components["schemas"]["CannedWords"];
            title: components["schemas"]["CannedWords"];
            topics: string[];
            /** Format: date-time */
            updated_at: string;
        };
        /** CannedFilled */
        CannedFilled: {
            language: string;
            missing: string[];
            problems: components["schemas"]["VariableFlaw"][];
            text: string;
        };
        /** CannedPatch */
        CannedPatch: {
            channels?: string[];
            key?: string | null;
            scope?: "own" | "team" | "brand";
            shortcut?: string;
            team?: string | null;
            text?: components["schemas"]["CannedWords"];
            title?: components["schemas"]["CannedWords"];
            topics?: string[];
        };
        /** CannedWords */
        CannedWords: {
            en?: string | null;
            ru?: string | null;
        };
        /** CaseEvidence */
        CaseEvidence: {
            /** Format: uuid */
            complaint: string;
            head: components["schemas"]["Head"];
            items: components["schemas"]["EvidenceView"][];
            may_handle: boolean;
            needs: components["schemas"]["NeedView"][];
            version: number;
            whole: boolean;
        };
        /** CaseFile */
        CaseFile: {
            /** Format: date-time */
            at: string;
            author: string;
            author_name: string;
            content_type: string;
            /** Format: uuid */
            id: string;
            may_hold_card: boolean;
            /** Format: uuid */
            message: string;
            name: string;
            note: boolean;
            reference: string;
            size: number;
            state: components["schemas"]["FileState"];
            taken: number | null;
            /** Format: uuid */
            ticket: string;
        };
        /** CaseFiles */
        CaseFiles: {
            items: components["schemas"]["CaseFile"][];
            needs: components["schemas"]["FileNeed"][];
            next: string | null;
        };
        /** CaseOfTicket */
        CaseOfTicket: {
            category: components["schemas"]["ComplaintCategory"];
            key?: string | null;
            /** @default false */
            resolved_at_first_contact?: boolean;
            /** @default false */
            safety?: boolean;
            /** @default  */
            subcategory?: string;
            summary: string;
            tickets?: string[];
        };
        /** Category */
        Category: {
            en: components["schemas"]["CategoryWords"];
            /** @default false */
            hidden: boolean;
            icon: string;
            id: string;
            place: number;
            ru: components["schemas"]["CategoryWords"];
        };
        /** CategoryFields */
        CategoryFields: {
            brand?: string | null;
            en: components["schemas"]["CategoryWords"];
            /** @default false */
            hidden?: boolean;
            /** @default  */
            icon?: string;
            key?: string | null;
            /** @default 0 */
            place?: number;
            ru: components["schemas"]["CategoryWords"];
        };
        /** CategoryLabels */
        CategoryLabels: {
            code: string;
            en: string;
            ru: string;
            subcategories: components["schemas"]["Label"][];
        };
        /** CategoryOrder */
        CategoryOrder: {
            brand?: string | null;
            key?: string | null;
            order: string[];
        };
        /** CategoryView */
        CategoryView: {
            archived: number;
            articles: number;
            en: components["schemas"]["CategoryWords"];
            /** @default false */
            hidden: boolean;
            icon: string;
            id: string;
            place: number;
            ru: components["schemas"]["CategoryWords"];
        };
        /** CategoryWords */
        CategoryWords: {
            /** @default  */
            about?: string;
            name: string;
        };
        /** Cause */
        Cause: {
            before: number;
            category: string;
            clauses: string[];
            decided: number;
            received: number;
            right: number;
            subcategory: string;
            weeks: number[];
        };
        /** Causes */
        Causes: {
            causes: components["schemas"]["Cause"][];
            weeks: string[];
        };
        /**
         * ChannelForm
         * @default {}
         */
        ChannelForm: {
            agent_names?: components["schemas"]["AgentNames"] | null;
            imap?: components["schemas"]["Inbox"] | null;
            imap_password?: string;
            message_codes?: boolean;
            sender_name?: string | null;
            smtp?: components["schemas"]["Outlet"] | null;
            smtp_password?: string;
            trusted_servers?: string[];
        };
        /** ChannelPatch */
        ChannelPatch: {
            address?: string | null;
            chat?: components["schemas"]["Chat"] | null;
            enabled?: boolean | null;
            hours?: string | null;
            key?: string | null;
            name?: string | null;
            quiet_after?: number | null;
            settings?: components["schemas"]["ChannelForm"];
        };
        /** ChannelSettings */
        ChannelSettings: {
            agent_names: components["schemas"]["AgentNames"] | null;
            hours: string | null;
            imap: components["schemas"]["Inbox"] | null;
            imap_password_set: boolean;
            message_codes: boolean;
            sender_name: string | null;
            smtp: components["schemas"]["Outlet"] | null;
            smtp_password_set: boolean;
            trusted_servers: string[];
        };
        /** ChannelView */
        ChannelView: {
            address: string | null;
            brand: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            kind: string;
            name: string;
            settings: components["schemas"]["ChannelSettings"] | null;
        };
        /** Chat */
        Chat: {
            origins?: string[] | null;
            widget?: components["schemas"]["WidgetSettings"] | null;
        };
        /** ChatFile */
        ChatFile: {
            content_type: string;
            /** Format: uuid */
            id: string;
            name: string;
            size: number;
            state: components["schemas"]["FileState"];
        };
        /** ChatMessage */
        ChatMessage: {
            attachments: components["schemas"]["ChatFile"][];
            author: string;
            author_name: string;
            channel: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            key: string | null;
            masked: string[];
            text: string;
            /** Format: uuid */
            ticket: string;
        };
        /** ChatPage */
        ChatPage: {
            items: components["schemas"]["ChatMessage"][];
            next: string | null;
        };
        /** ChatRead */
        ChatRead: {
            /** Format: uuid */
            message: string;
        };
        /** ChatSession */
        ChatSession: {
            assurance: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            seen_at: string;
            until: string | null;
        };
        /** ChatStatus */
        ChatStatus: {
            agent: string | null;
            choices: components["schemas"]["Offered"][];
            email: string | null;
            expected_wait_seconds: number | null;
            /** @default false */
            may_rate: boolean;
            position: number | null;
            presence: components["schemas"]["Staffed"];
            read: string | null;
            seen: string | null;
            ticket: components["schemas"]["TicketBrief"] | null;
        };
        /** ChatView */
        ChatView: {
            assurance: string;
            assurance_until: string | null;
            expected_wait_seconds: number | null;
            language: string;
            number: number;
            player: components["schemas"]["Called"];
            presence: components["schemas"]["Staffed"];
            promise_seconds: number | null;
            /** Format: uuid */
            session: string;
            ticket: components["schemas"]["TicketBrief"] | null;
            token: string | null;
        };
        /** Checked */
        Checked: {
            detail: string;
            ok: boolean;
        };
        /** ChoiceView */
        ChoiceView: {
            id: string;
            label: string;
        };
        /** ChooseInChat */
        ChooseInChat: {
            /** @enum {string} */
            choice: "keep_waiting" | "call_or_mail" | "pass_to_senior";
            key?: string | null;
        };
        /** ChooseInTracking */
        ChooseInTracking: {
            /** @enum {string} */
            choice: "keep_waiting" | "call_or_mail" | "pass_to_senior";
            key?: string | null;
        };
        /** Chose */
        Chose: {
            /** @enum {string} */
            choice: "keep_waiting" | "call_or_mail" | "pass_to_senior";
        };
        /** Citing */
        Citing: {
            article: string | null;
            /** @enum {string} */
            kind: "article" | "canned_reply" | "text";
            reply: string | null;
            template: string | null;
            title: string;
        };
        /** Clause */
        Clause: {
            /** Format: uuid */
            id: string;
            jurisdiction: string | null;
            language: string;
            name: string;
            text: string;
            title: string;
            /** Format: date */
            valid_from: string;
            valid_to: string | null;
        };
        /** ClauseView */
        ClauseView: {
            brand: string;
            /** Format: date-time */
            entered_at: string;
            entered_by: string | null;
            html: string;
            /** Format: uuid */
            id: string;
            jurisdiction: string | null;
            /** @enum {string} */
            kind: "terms" | "bonus" | "sports";
            /** @enum {string} */
            language: "ru" | "en";
            name: string;
            place: number;
            /** @enum {string} */
            stage: "past" | "present" | "future";
            text: string;
            title: string;
            /** Format: date */
            valid_from: string;
            valid_to: string | null;
        };
        /** Clocks */
        Clocks: {
            at_risk: components["schemas"]["AtRisk"][];
            kinds: components["schemas"]["OfKind"][];
            risks: number;
        };
        /** ClosedNote */
        ClosedNote: {
            text: string;
        };
        /** Closing */
        Closing: {
            key?: string | null;
            summary: string;
            version?: number | null;
        };
        /** Colleague */
        Colleague: {
            active: boolean;
            capacity: {
                [key: string]: number;
            };
            email: string;
            /** Format: uuid */
            id: string;
            languages: string[];
            locale: string;
            name: string;
            presence: string;
            presence_since: string | null;
            queues: string[];
            roles: string[];
            teams: string[];
        };
        /** Listing[Colleague] */
        ColleaguePage: {
            items: components["schemas"]["Colleague"][];
            next: string | null;
        };
        /** Columns */
        Columns: {
            /** @default 320 */
            context?: number;
            /** @default 360 */
            list?: number;
            /** @default 232 */
            rail?: number;
        };
        /** Comment */
        Comment: {
            agent: string | null;
            /** Format: date-time */
            at: string;
            channel: string;
            comment: string;
            number: number;
            score: number;
            themes: components["schemas"]["Theme"][];
            /** Format: uuid */
            ticket_id: string;
            topic: string;
        };
        /** ComplaintCard */
        ComplaintCard: {
            about: string;
            appeal: components["schemas"]["Appeal"];
            brand: string;
            category: components["schemas"]["ComplaintCategory"];
            channel: string;
            claim: string;
            closed_at: string | null;
            closing: string;
            /** Format: date-time */
            first_received_at: string;
            /** Format: uuid */
            id: string;
            jurisdiction: string;
            language: string;
            merged_into: string | null;
            next_due_at: string | null;
            next_force: string | null;
            next_kind: string | null;
            number: string;
            outcome: components["schemas"]["Outcome"] | null;
            owner_name: string | null;
            owner_staff_id: string | null;
            pack: string;
            pack_version: string;
            /** Format: uuid */
            player_id: string;
            player_name: string;
            referral: components["schemas"]["Referral"];
            /** Format: date-time */
            registered_at: string;
            registered_by: string | null;
            resolved_at_first_contact: boolean;
            risk: string | null;
            rules: string[];
            safety: boolean;
            stage: components["schemas"]["ComplaintStage"];
            /** Format: date-time */
            stage_since: string;
            subcategory: string;
            summary: string;
            team_id: string | null;
            /** Format: date-time */
            updated_at: string;
            version: number;
            waiting: components["schemas"]["Waiting"] | null;
        };
        /**
         * ComplaintCategory
         * @enum {string}
         */
        ComplaintCategory: "SETL" | "VOID" | "CASH" | "WDRL" | "DEPO" | "KYC" | "BONS" | "ACCT" | "SGEX" | "TECH" | "MRKT" | "FRUD" | "SERV" | "DATA" | "OTHR";
        /** ComplaintDeadline */
        ComplaintDeadline: {
            broken_at: string | null;
            due_at: string | null;
            force: string;
            grade: string;
            kind: string;
            letter: components["schemas"]["LetterState"] | null;
            met_at: string | null;
            ours: boolean;
            owes: components["schemas"]["LetterKind"] | null;
            rule: string;
            source: string[];
            /** Format: date-time */
            started_at: string;
            verified: boolean;
            warned_at: string | null;
        };
        /**
         * ComplaintEnding
         * @description Why a case is withdrawn.
         * @enum {string}
         */
        ComplaintEnding: "asked" | "satisfied" | "no_reply";
        /** ComplaintInFull */
        ComplaintInFull: {
            about: string;
            appeal: components["schemas"]["Appeal"];
            brand: string;
            category: components["schemas"]["ComplaintCategory"];
            channel: string;
            claim: string;
            closed_at: string | null;
            closing: string;
            deadlines: components["schemas"]["ComplaintDeadline"][];
            /** Format: date-time */
            first_received_at: string;
            /** Format: uuid */
            id: string;
            jurisdiction: string;
            language: string;
            merged_into: string | null;
            next_due_at: string | null;
            number: string;
            outcome: components["schemas"]["Outcome"] | null;
            owner_staff_id: string | null;
            pack: string;
            pack_version: string;
            pauses: components["schemas"]["PausedFor"][];
            /** Format: uuid */
            player_id: string;
            referral: components["schemas"]["Referral"];
            /** Format: date-time */
            registered_at: string;
            registered_by: string | null;
            resolved_at_first_contact: boolean;
            rules: string[];
            safety: boolean;
            stage: components["schemas"]["ComplaintStage"];
            /** Format: date-time */
            stage_since: string;
            stands: components["schemas"]["Stands"];
            subcategory: string;
            summary: string;
            team_id: string | null;
            tickets: components["schemas"]["LinkedTicket"][];
            /** Format: date-time */
            updated_at: string;
            version: number;
            waiting: components["schemas"]["Waiting"] | null;
        };
        /** ComplaintOfTicket */
        ComplaintOfTicket: {
            category: string | null;
            id: string | null;
            message: string | null;
            number: string | null;
            proposed: string | null;
            stage: string | null;
        };
        /** ComplaintPage */
        ComplaintPage: {
            items: components["schemas"]["ComplaintCard"][];
            next: string | null;
        };
        /** ComplaintPatch */
        ComplaintPatch: {
            category?: components["schemas"]["ComplaintCategory"];
            key?: string | null;
            owner?: string | null;
            resolved_at_first_contact?: boolean;
            safety?: boolean;
            subcategory?: string;
            summary?: string;
            team?: string | null;
            version?: number | null;
        };
        /**
         * ComplaintStage
         * @enum {string}
         */
        ComplaintStage: "registered" | "acknowledged" | "analysis" | "investigation" | "proposed" | "decided" | "carried_out" | "closed" | "withdrawn" | "out_of_scope" | "merged";
        /** ComplaintTimeline */
        ComplaintTimeline: {
            hidden: number;
            items: components["schemas"]["TimelineEntry"][];
            next: string | null;
        };
        /** ComplaintView */
        ComplaintView: {
            about: string;
            appeal: components["schemas"]["Appeal"];
            brand: string;
            category: components["schemas"]["ComplaintCategory"];
            channel: string;
            claim: string;
            closed_at: string | null;
            closing: string;
            /** Format: date-time */
            first_received_at: string;
            /** Format: uuid */
            id: string;
            jurisdiction: string;
            language: string;
            merged_into: string | null;
            next_due_at: string | null;
            number: string;
            outcome: components["schemas"]["Outcome"] | null;
            owner_staff_id: string | null;
            pack: string;
            pack_version: string;
            /** Format: uuid */
            player_id: string;
            referral: components["schemas"]["Referral"];
            /** Format: date-time */
            registered_at: string;
            registered_by: string | null;
            resolved_at_first_contact: boolean;
            rules: string[];
            safety: boolean;
            stage: components["schemas"]["ComplaintStage"];
            /** Format: date-time */
            stage_since: string;
            subcategory: string;
            summary: string;
            team_id: string | null;
            /** Format: date-time */
            updated_at: string;
            version: number;
            waiting: components["schemas"]["Waiting"] | null;
        };
        /** ComplaintWords */
        ComplaintWords: {
            categories: components["schemas"]["CategoryLabels"][];
            outcomes: components["schemas"]["Label"][];
        };
        /** ComplianceNote */
        ComplianceNote: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            staff_id: string;
            text: string;
        };
        /** ComplianceRead */
        ComplianceRead: {
            /** Format: date-time */
            at: string;
            notes: number;
            /** Format: uuid */
            staff_id: string;
            what: string;
            why: string;
        };
        /** Conflicts */
        Conflicts: {
            logged: components["schemas"]["LoggedConflict"][];
            parties: components["schemas"]["Party"][];
            people: components["schemas"]["Person"][];
        };
        /**
         * ConflictWhy
         * @enum {string}
         */
        ConflictWhy: "subject" | "handled" | "logged" | "took_part" | "leads";
        /** Connection */
        Connection: {
            token: boolean;
            url: string | null;
        };
        /**
         * Contact
         * @default {
         *       "email": null,
         *       "phone": null
         *     }
         */
        Contact: {
            email?: string | null;
            phone?: string | null;
        };
        /** Conversation */
        Conversation: {
            /** Format: date-time */
            at: string;
            author: string;
            current: boolean;
            elsewhere: boolean;
            /** Format: uuid */
            id: string;
            reference: string;
            status: string;
            text: string;
        };
        /** Copied */
        Copied: {
            email: string;
        };
        /** Correction */
        Correction: {
            brand: string;
            /** Format: date-time */
            created_at: string;
            text: string;
            /** Format: uuid */
            ticket: string;
            topic: string;
            was: string;
        };
        /** Listing[Correction] */
        CorrectionPage: {
            items: components["schemas"]["Correction"][];
            next: string | null;
        };
        /** Count */
        Count: {
            count: number;
            exact: boolean;
        };
        /** Counts */
        Counts: {
            lists: components["schemas"]["ListCount"][];
        };
        /** Credentials */
        Credentials: {
            email: string;
            password: string;
        };
        /** Dated */
        Dated: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            evidence: string;
            facts: {
                [key: string]: string;
            };
            kind: string;
            what: string;
        };
        /** Day */
        Day: {
            slots: components["schemas"]["Slot"][];
            time_zone: string;
        };
        /** Deadline */
        Deadline: {
            due_at: string | null;
            /** @enum {string} */
            kind: "first_reply" | "next_reply" | "resolution";
            state: components["schemas"]["State"];
            warn_at: string | null;
        };
        /** Decided */
        Decided: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "approved" | "refused" | "undone";
        };
        /** DecideOnDocument */
        DecideOnDocument: {
            /** @default  */
            comment?: string;
            key?: string | null;
            reason: components["schemas"]["RefusalReason"] | null;
        };
        /** Decision */
        Decision: {
            /** Format: date-time */
            at: string;
            facts: components["schemas"]["Then"];
            reason: string;
            staff_id: string | null;
        };
        /** Decisions */
        Decisions: {
            blind: boolean;
            decisions: components["schemas"]["DecisionView"][];
            standing: string | null;
        };
        /** DecisionView */
        DecisionView: {
            appeal_id: string | null;
            beyond: components["schemas"]["Beyond"][];
            clauses: components["schemas"]["Clause"][];
            /** Format: uuid */
            complaint_id: string;
            decided_at: string | null;
            decided_by: string | null;
            digest: string;
            /** Format: date */
            disputed_on: string;
            facts: string;
            /** Format: uuid */
            id: string;
            language: string;
            no_clause: string;
            outcome: components["schemas"]["Outcome"];
            /** Format: date-time */
            proposed_at: string;
            /** Format: uuid */
            proposed_by: string;
            reasoning: string;
            redress: components["schemas"]["Redress"][];
            replaces: string | null;
            returned_at: string | null;
            returned_by: string | null;
            returned_why: string | null;
            second: boolean;
            /** @enum {string} */
            state: "proposed" | "signing" | "decided" | "returned";
            taken_at: string | null;
        };
        /** Declined */
        Declined: {
            reason: string;
            /** Format: uuid */
            ticket: string;
        };
        /** Definition */
        Definition: {
            asked: string;
            column: string;
            counted: string;
            /** @default  */
            force: string;
            /** @default  */
            grade: string;
            /** @default  */
            rule: string;
            source: string[];
            /** @default false */
            verified: boolean;
        };
        /** DeliveryView */
        DeliveryView: {
            address: string;
            attempts: number;
            error: string | null;
            /** @enum {string} */
            state: "queued" | "sending" | "sent" | "delivered" | "read" | "failed";
        };
        /** Device */
        Device: {
            facts: {
                [key: string]: string;
            };
            /** Format: date-time */
            seen_at: string;
            /** Format: uuid */
            session: string;
            this_ticket: boolean;
        };
        /** DidItHelp */
        DidItHelp: {
            comment?: string | null;
            helpful: boolean;
            /**
             * @default en
             * @enum {string}
             */
            lang?: "ru" | "en";
            visitor?: string | null;
        };
        /** Difference */
        Difference: {
            newer: number;
            older: number;
            summary: components["schemas"]["DifferencePart"][];
            text: components["schemas"]["DifferencePart"][];
            title: components["schemas"]["DifferencePart"][];
            words_added: string[];
            words_removed: string[];
        };
        /** DifferencePart */
        DifferencePart: {
            how: components["schemas"]["PartKind"];
            text: string;
        };
        /** Dismissal */
        Dismissal: {
            key?: string | null;
            /** @default 60 */
            quiet_minutes?: number;
            reason: string;
        };
        /** DocumentFile */
        DocumentFile: {
            content_type: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            document: string;
            name: string;
            pages: number | null;
            size: number;
        };
        /**
         * DocumentKind
         * @enum {string}
         */
        DocumentKind: "identity" | "address" | "selfie" | "card" | "bank" | "payment" | "funds" | "statement" | "screenshots" | "other";
        /** DocumentLook */
        DocumentLook: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            document: string;
            note: string;
            purpose: components["schemas"]["Purpose"];
            /** Format: uuid */
            staff: string;
        };
        /** DocumentRequestView */
        DocumentRequestView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            documents: components["schemas"]["DocumentView"][];
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            note: string;
            open: boolean;
            submitted_at: string | null;
            withdrawn_at: string | null;
        };
        /**
         * DocumentState
         * @enum {string}
         */
        DocumentState: "wanted" | "received" | "checking" | "accepted" | "refused";
        /** DocumentView */
        DocumentView: {
            comment: string;
            decided_at: string | null;
            decided_by: string | null;
            deleted: boolean;
            file: components["schemas"]["DocumentFile"] | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["DocumentKind"];
            looks: components["schemas"]["DocumentLook"][];
            reason: string;
            state: components["schemas"]["DocumentState"];
        };
        /** Done */
        Done: {
            /**
             * @default true
             * @constant
             */
            done: true;
        };
        /** Draft */
        Draft: {
            /** @enum {null|string} */
            came_back: "cancelled" | "player_wrote" | "answered" | "refused" | null;
            files: components["schemas"]["DraftFile"][];
            html: string | null;
            /** @enum {string} */
            kind: "reply" | "note";
            stale: boolean;
            text: string;
            /** Format: uuid */
            ticket: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** DraftBody */
        DraftBody: {
            files?: string[];
            html?: string | null;
            key?: string | null;
            text: string;
            version?: number | null;
        };
        /** DraftFile */
        DraftFile: {
            content_type: string;
            /** Format: uuid */
            id: string;
            name: string;
            size: number;
        };
        /** DraftWords */
        DraftWords: {
            /** @default  */
            change?: string;
            key?: string | null;
            revision?: number | null;
            /** @default  */
            summary?: string;
            text: string;
            title: string;
            words?: string[];
        };
        /**
         * Edition
         * @description return: what the regulator is sent; records: what is kept of each complaint.
         * @default return
         * @enum {string}
         */
        Edition: "return" | "records";
        /** Ended */
        Ended: {
            /**
             * @default true
             * @constant
             */
            ended: true;
        };
        /** EndedSessions */
        EndedSessions: {
            ended: number;
        };
        /** Ending */
        Ending: {
            key?: string | null;
        };
        /** Entry */
        Entry: {
            actor: string;
            actor_id: string | null;
            /** @enum {string} */
            actor_kind: "system" | "staff" | "player" | "visitor";
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            number: number;
            reference: string | null;
            ticket: string | null;
            type: string;
            version: number | null;
        };
        /** Listing[Entry] */
        EntryPage: {
            items: components["schemas"]["Entry"][];
            next: string | null;
        };
        /** EventPage */
        EventPage: {
            items: components["schemas"]["Traced"][];
            next: number | null;
        };
        /** EvidenceItem */
        EvidenceItem: {
            facts: {
                [key: string]: unknown;
            };
            item: components["schemas"]["EvidenceView"];
            meta_sha256: string;
            previous_sha256: string;
        };
        /** EvidenceView */
        EvidenceView: {
            content_sha256: string;
            /** Format: uuid */
            id: string;
            kind: string;
            label: string;
            media_type: string;
            name: string;
            need: string | null;
            occurred_at: string | null;
            reviewed_at: string | null;
            reviewed_by: string | null;
            sealed: boolean;
            seq: number;
            sha256: string;
            size: number;
            source: string;
            /** Format: date-time */
            taken_at: string;
            taken_by: string | null;
            title: string;
        };
        /** ExplainedDeadline */
        ExplainedDeadline: {
            broken_at: string | null;
            due_at: string | null;
            explained: string[];
            force: string;
            grade: string;
            kind: string;
            letter: components["schemas"]["LetterState"] | null;
            met_at: string | null;
            ours: boolean;
            owes: components["schemas"]["LetterKind"] | null;
            pack: string;
            pack_version: string;
            rule: string;
            source: string[];
            /** Format: date-time */
            started_at: string;
            steps: components["schemas"]["Step"][];
            verified: boolean;
            warned_at: string | null;
        };
        /** Facts */
        Facts: {
            account: boolean;
            last: string | null;
            last_at: string | null;
            last_channel: string | null;
            registered: string[];
            sessions: components["schemas"]["ChatSession"][];
        };
        /** Feedback */
        Feedback: {
            /** Format: uuid */
            article: string;
            comment: string;
            /** Format: date-time */
            created_at: string;
            helpful: boolean;
            language: string;
            slug: string;
            title: string;
            version: number;
        };
        /** Listing[Feedback] */
        FeedbackPage: {
            items: components["schemas"]["Feedback"][];
            next: string | null;
        };
        /**
         * Figure
         * @description What can be counted, and traced to its events.
         * @enum {string}
         */
        Figure: "received" | "ended" | "decided" | "appealed" | "heard" | "referred" | "ruled" | "carried_out" | "broken";
        /** FileLink */
        FileLink: {
            /** Format: date-time */
            expires_at: string;
            url: string;
        };
        /** FileNeed */
        FileNeed: {
            code: string;
            label: string;
        };
        /**
         * FileState
         * @enum {string}
         */
        FileState: "ready" | "checking" | "infected" | "unchecked" | "redacted";
        /**
         * Flaw
         * @enum {string}
         */
        Flaw: "missing_variable" | "unknown_variable" | "misspelt_variable" | "unreadable" | "empty" | "no_subject" | "asks_for_a_secret" | "dead_odr_link" | "no_number" | "survey_in_a_crisis";
        /**
         * Force
         * @description must: a legal duty. should: good practice, whose departure must be explained. own_policy: the operator's own.
         * @enum {string}
         */
        Force: "must" | "should" | "own_policy";
        /** Found */
        Found: {
            brand: string;
            /** Format: uuid */
            id: string;
            kind: string | null;
            name: string;
            value: string | null;
            vip: number;
        };
        /**
         * From
         * @enum {string}
         */
        From: "player" | "back_office" | "desk";
        /** GiveTo */
        GiveTo: {
            key?: string | null;
            /** Format: uuid */
            staff: string;
            version?: number | null;
        };
        /**
         * Grade
         * @description How surely a rule is known. primary: read at the regulator or standard itself; secondary: read with somebody who quotes
         *         it; weak, memory, not_found: as they say; own: nobody's rule but the operator's.
         * @enum {string}
         */
        Grade: "primary" | "secondary" | "weak" | "memory" | "not_found" | "own";
        /**
         * Ground
         * @enum {string}
         */
        Ground: "player" | "third_party";
        /**
         * Group
         * @enum {string}
         */
        Group: "access" | "money" | "bonuses" | "bets" | "technical" | "complaints" | "protection" | "general";
        /** Happening */
        Happening: {
            actor_id: string | null;
            actor_kind: string;
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            number: number;
            type: string;
        };
        /** HappeningPage */
        HappeningPage: {
            items: components["schemas"]["Happening"][];
            next: string | null;
        };
        /** Head */
        Head: {
            length: number;
            sha256: string;
        };
        /** Heading */
        Heading: {
            id: string;
            level: number;
            text: string;
        };
        /** Health */
        Health: {
            brand: string;
            /** Format: uuid */
            channel: string;
            enabled: boolean;
            error_at: string | null;
            errors: number;
            ignored: number;
            kind: string;
            last_error: string | null;
            last_in: string | null;
            last_out: string | null;
            name: string;
            quarantined: number;
            quiet: boolean;
            quiet_after: number | null;
            waiting_out: number;
        };
        /** HelpFound */
        HelpFound: {
            items: components["schemas"]["HelpHit"][];
        };
        /** HelpHit */
        HelpHit: {
            category: string | null;
            excerpt: string;
            slug: string;
            summary: string;
            title: string;
            url: string;
        };
        /** Hit */
        Hit: {
            category: string | null;
            excerpt: string;
            found: string[];
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ArticleKind"];
            /** @enum {string} */
            language: "ru" | "en";
            path: string | null;
            rank: number;
            slug: string;
            summary: string;
            title: string;
            visibility: components["schemas"]["Visibility"];
        };
        /** HitView */
        HitView: {
            excerpt: string;
            message: string | null;
            rank: number;
            ticket: components["schemas"]["TicketView"];
        };
        /** HolidayBody */
        HolidayBody: {
            /** Format: date */
            day: string;
            intervals?: string[];
            /** @default  */
            name?: string;
        };
        /** HoursBody */
        HoursBody: {
            holidays?: components["schemas"]["HolidayBody"][];
            week: string[][];
            zone: string;
        };
        /**
         * How
         * @description How a ticket came to its incident.
         * @default hand
         * @enum {string}
         */
        How: "hand" | "suggestion" | "alarm";
        /** Identified */
        Identified: {
            category: components["schemas"]["ComplaintCategory"];
            key?: string | null;
            /** Format: uuid */
            player: string;
            /** @default  */
            subcategory?: string;
            /** @default  */
            summary?: string;
        };
        /** Identity */
        Identity: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            kind: string;
            registered: boolean;
            value: string;
        };
        /** ImageView */
        ImageView: {
            content_type: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            markdown: string;
            name: string;
            size: number;
            url: string;
            used: boolean;
        };
        /** Listing[ImageView] */
        ImageViewPage: {
            items: components["schemas"]["ImageView"][];
            next: string | null;
        };
        /** ImportLine */
        ImportLine: {
            article: string | null;
            origin: string;
            what: components["schemas"]["ImportOutcome"];
            why: string | null;
        };
        /**
         * ImportOutcome
         * @enum {string}
         */
        ImportOutcome: "created" | "updated" | "unchanged" | "skipped";
        /** ImportReport */
        ImportReport: {
            created: number;
            lines: components["schemas"]["ImportLine"][];
            skipped: number;
            source: string;
            unchanged: number;
            updated: number;
        };
        /** ImpostorPage */
        ImpostorPage: {
            items: components["schemas"]["ImpostorView"][];
            next: string | null;
        };
        /** ImpostorPatch */
        ImpostorPatch: {
            becomes: components["schemas"]["ImpostorState"];
            key?: string | null;
            note?: string | null;
            version?: number | null;
        };
        /**
         * ImpostorState
         * @description How far the desk is with a reported impostor.
         * @enum {string}
         */
        ImpostorState: "reported" | "checking" | "confirmed" | "takedown_asked" | "down" | "not_an_impostor";
        /** ImpostorView */
        ImpostorView: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["OfficialKind"];
            looks_like: components["schemas"]["Resembled"] | null;
            next: components["schemas"]["ImpostorState"][];
            note: string;
            platform: string;
            /** Format: date-time */
            reported_at: string;
            reports: string[];
            state: components["schemas"]["ImpostorState"];
            /** Format: date-time */
            state_at: string;
            state_by: string | null;
            value: string;
            version: number;
        };
        /** Inbox */
        Inbox: {
            /** @default keep */
            after?: string;
            /** @default 14 */
            check_days?: number;
            folders?: string[];
            /** @default false */
            plain?: boolean;
            since?: string | null;
            url: string;
            user: string;
        };
        /** IncidentCounts */
        IncidentCounts: {
            players: number;
            tickets: number;
            unsolved: number;
        };
        /** IncidentEntry */
        IncidentEntry: {
            /** Format: date-time */
            at: string;
            failed: number;
            /** Format: uuid */
            id: string;
            left_out: number;
            solves: boolean;
            staff_id: string | null;
            state: components["schemas"]["IncidentState"];
            telling: boolean;
            text_en: string;
            text_ru: string;
            told: number;
            total: number;
            waiting: number;
            was: components["schemas"]["IncidentState"] | null;
        };
        /** IncidentInBrief */
        IncidentInBrief: {
            brand: string;
            /** Format: uuid */
            id: string;
            severity: components["schemas"]["Severity"];
            shown: boolean;
            state: components["schemas"]["IncidentState"];
            title_en: string;
            title_ru: string;
        };
        /** IncidentInFull */
        IncidentInFull: {
            brand: string;
            counts: components["schemas"]["IncidentCounts"];
            games: string[];
            /** Format: uuid */
            id: string;
            methods: string[];
            /** Format: date-time */
            opened_at: string;
            opened_by: string | null;
            resolved_at: string | null;
            severity: components["schemas"]["Severity"];
            shown: boolean;
            state: components["schemas"]["IncidentState"];
            timeline: components["schemas"]["IncidentEntry"][];
            title_en: string;
            title_ru: string;
            topics: string[];
            version: number;
        };
        /** IncidentPage */
        IncidentPage: {
            items: components["schemas"]["IncidentView"][];
            next: string | null;
        };
        /** IncidentPatch */
        IncidentPatch: {
            games?: string[];
            key?: string | null;
            methods?: string[];
            severity: components["schemas"]["Severity"];
            shown: boolean;
            title_en: string;
            title_ru: string;
            topics?: string[];
            version?: number | null;
        };
        /** Incidents */
        Incidents: {
            open: components["schemas"]["IncidentView"][];
            suspected: components["schemas"]["AlarmView"][];
        };
        /** IncidentsOfTicket */
        IncidentsOfTicket: {
            looks_like: components["schemas"]["IncidentInBrief"] | null;
            part_of: components["schemas"]["IncidentInBrief"][];
        };
        /**
         * IncidentState
         * @enum {string}
         */
        IncidentState: "investigating" | "identified" | "monitoring" | "resolved";
        /** IncidentView */
        IncidentView: {
            brand: string;
            counts: components["schemas"]["IncidentCounts"];
            games: string[];
            /** Format: uuid */
            id: string;
            methods: string[];
            /** Format: date-time */
            opened_at: string;
            opened_by: string | null;
            resolved_at: string | null;
            severity: components["schemas"]["Severity"];
            shown: boolean;
            state: components["schemas"]["IncidentState"];
            title_en: string;
            title_ru: string;
            topics: string[];
            version: number;
        };
        /**
         * Kind
         * @enum {string}
         */
        Kind: "first_reply" | "next_reply" | "resolution";
        /** KnowledgeCounts */
        KnowledgeCounts: {
            approved: number;
            archived: number;
            draft: number;
            overdue: number;
            published: number;
            review: number;
            scheduled: number;
            stale: number;
        };
        /** Label */
        Label: {
            code: string;
            en: string;
            ru: string;
        };
        /** LastMessage */
        LastMessage: {
            /** Format: date-time */
            at: string;
            author: components["schemas"]["AuthorKind"];
            excerpt: string;
            kind: components["schemas"]["MessageKind"];
        };
        /** Later */
        Later: {
            /** Format: uuid */
            author_id: string;
            author_name: string;
            /** Format: date-time */
            created_at: string;
            files: components["schemas"]["DraftFile"][];
            html: string | null;
            /** Format: uuid */
            id: string;
            key: string | null;
            masked: string[];
            /** Format: date-time */
            send_at: string;
            text: string;
            /** @enum {string} */
            then: "waiting" | "open" | "solved";
            /** Format: uuid */
            ticket: string;
            undo: boolean;
            version: number;
        };
        /** Letter */
        Letter: {
            body: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            language: string;
            lint: components["schemas"]["LetterCheck"];
            /** Format: uuid */
            message_id: string;
            pack_version: string;
            /** Format: date-time */
            sent_at: string;
            sent_by: string | null;
            state: components["schemas"]["LetterState"];
            subject: string;
            text: string;
            /** Format: uuid */
            ticket_id: string;
        };
        /** LetterCheck */
        LetterCheck: {
            needs: components["schemas"]["Need"][];
            problems: components["schemas"]["Problem"][];
        };
        /**
         * LetterFlaw
         * @enum {string}
         */
        LetterFlaw: "empty" | "too_long" | "gap" | "no_number" | "no_received" | "no_process" | "no_due" | "no_reason" | "no_items" | "no_clause" | "no_reasons" | "no_outcome" | "no_final_position" | "no_body" | "no_body_known" | "body_not_chosen" | "no_body_address" | "no_body_window" | "not_free_of_charge" | "no_court_rights" | "body_not_valid" | "body_does_not_hear" | "body_of_another" | "dead_platform" | "promise" | "holds_a_secret" | "asks_for_a_secret" | "tells_of_suspicion" | "says_nothing";
        /**
         * LetterKind
         * @enum {string}
         */
        LetterKind: "acknowledgement" | "extension" | "progress" | "information_request" | "overdue" | "final_response" | "final_response_satisfied" | "deadlock" | "appeal_outcome";
        /** LetterPreview */
        LetterPreview: {
            kind: components["schemas"]["LetterKind"];
            language: string;
            needs: components["schemas"]["Need"][];
            problems: components["schemas"]["Problem"][];
            required: boolean;
            subject: string;
            text: string;
        };
        /**
         * LetterState
         * @description `gone`: the mail system of the player's side took it, or it was said in the chat.
         * @enum {string}
         */
        LetterState: "on_its_way" | "gone" | "came_back";
        /** LetterText */
        LetterText: {
            built_in: components["schemas"]["PackagedLetter"];
            changed_at: string | null;
            changed_by: string | null;
            kind: components["schemas"]["LetterKind"];
            /** @enum {string} */
            language: "ru" | "en";
            own: boolean;
            subject: string;
            text: string;
            version: string | null;
        };
        /** LetterTried */
        LetterTried: {
            problems: components["schemas"]["Problem"][];
            subject: string;
            text: string;
        };
        /** LetterVersion */
        LetterVersion: {
            /** Format: date-time */
            changed_at: string;
            changed_by: string | null;
            /** Format: uuid */
            id: string;
            subject: string | null;
            text: string | null;
        };
        /** LetterWanted */
        LetterWanted: {
            body?: string | null;
            brand?: string | null;
            /** @default [] */
            items?: string[];
            key?: string | null;
            kind: components["schemas"]["LetterKind"];
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            /** @default  */
            news?: string;
            /** @default  */
            outcome?: string;
            /** @default  */
            reason?: string;
            /** @default  */
            redress?: string;
            subject?: string | null;
            text?: string | null;
            ticket?: string | null;
            until?: string | null;
            version?: number | null;
        };
        /** LetterWords */
        LetterWords: {
            key?: string | null;
            subject: string;
            text: string;
            version?: string | null;
        };
        /**
         * Level
         * @enum {string}
         */
        Level: "bot" | "first_line" | "senior" | "specialist" | "developers" | "disputes";
        /**
         * Likeness
         * @enum {string}
         */
        Likeness: "letters" | "typo" | "ending" | "added" | "inside" | "near";
        /** Link */
        Link: {
            direction: string;
            kind: string;
            reference: string;
            /** Format: uuid */
            ticket: string;
        };
        /** LinkedTicket */
        LinkedTicket: {
            /** Format: date-time */
            linked_at: string;
            reference: string | null;
            status: string | null;
            subject: string | null;
            /** Format: uuid */
            ticket: string;
            why: string;
        };
        /** Linking */
        Linking: {
            already: string[];
            linked: string[];
            refused: components["schemas"]["Unlinkable"][];
        };
        /** ListCount */
        ListCount: {
            brand: string | null;
            count: number;
            exact: boolean;
            filter: components["schemas"]["TicketFilter"];
            id: string | null;
            /** @enum {string} */
            list: "mine" | "unassigned" | "open" | "mentioned" | "snoozed" | "queue" | "view";
            /** @default  */
            name: string;
            sort: components["schemas"]["Sort"];
        };
        /** LiveChat */
        LiveChat: {
            ended: boolean;
            left_at: string | null;
            /** Format: uuid */
            ticket: string;
        };
        /** Load */
        Load: {
            capacity: number;
            class_: string;
            load: number;
            online: boolean;
        };
        /** LoggedConflict */
        LoggedConflict: {
            /** Format: date-time */
            at: string;
            logged_by: string | null;
            name: string;
            reason: string;
            /** Format: uuid */
            staff_id: string;
        };
        /**
         * Look
         * @description In which light a mail is shown: as the reader's screen has it, or one of the two to look at.
         * @default readers
         * @enum {string}
         */
        Look: "readers" | "light" | "dark";
        /** LookAtDocument */
        LookAtDocument: {
            /** @default  */
            note?: string;
            purpose: components["schemas"]["Purpose"];
        };
        /** Looked */
        Looked: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            staff_id: string;
            what: string;
        };
        /** Listing[Looked] */
        LookedPage: {
            items: components["schemas"]["Looked"][];
            next: string | null;
        };
        /** Looking */
        Looking: {
            /** @default true */
            viewing?: boolean;
        };
        /** Made */
        Made: {
            /** Format: uuid */
            id: string;
        };
        /** MadeToken */
        MadeToken: {
            text: string;
            token: components["schemas"]["ApiToken"];
        };
        /** MarkdownPreview */
        MarkdownPreview: {
            articles: string[];
            cites: string[];
            foreign: string[];
            headings: components["schemas"]["Heading"][];
            html: string;
            missing: string[];
        };
        /** MarkdownText */
        MarkdownText: {
            brand?: string | null;
            /**
             * @default en
             * @enum {string}
             */
            language?: "ru" | "en";
            text: string;
        };
        /** MarkedRead */
        MarkedRead: {
            /** Format: uuid */
            message: string;
        };
        /** MarkRead */
        MarkRead: {
            /** Format: uuid */
            message: string;
        };
        /** Me */
        Me: {
            email: string;
            id: string;
            locale: string;
            must_change_password: boolean;
            name: string;
            number: number;
            permissions: {
                [key: string]: string[];
            };
        };
        /** Measured */
        Measured: {
            answered: number;
            asked: number;
            average: number | null;
            given: number;
            response: number | null;
            satisfied: number | null;
        };
        /** Member */
        Member: {
            lead: boolean;
            name: string;
            /** Format: uuid */
            staff_id: string;
        };
        /** Membership */
        Membership: {
            /** @default false */
            lead?: boolean;
            /** Format: uuid */
            staff: string;
        };
        /** Mentionable */
        Mentionable: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "staff" | "team";
            name: string;
            people: number;
        };
        /** Merge */
        Merge: {
            /** Format: uuid */
            into: string;
            key?: string | null;
            reason: string;
            version?: number | null;
        };
        /** MergeBody */
        MergeBody: {
            key?: string | null;
            /** Format: uuid */
            other: string;
            reason: string;
        };
        /**
         * MessageKind
         * @enum {string}
         */
        MessageKind: "reply" | "note" | "system";
        /** MessageView */
        MessageView: {
            /** @enum {string} */
            assurance: "A0" | "A1" | "A2" | "A3";
            attachments: components["schemas"]["AttachmentView"][];
            author: components["schemas"]["AuthorKind"];
            author_id: string | null;
            author_name: string;
            automatic: string | null;
            channel: string;
            /** Format: date-time */
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
        /** Listing[MessageView] */
        MessageViewPage: {
            items: components["schemas"]["MessageView"][];
            next: string | null;
        };
        /** MoreTickets */
        MoreTickets: {
            key?: string | null;
            tickets: string[];
        };
        /** MoreTime */
        MoreTime: {
            key?: string | null;
            /** @default final_answer */
            kind?: string;
            reason: string;
            version?: number | null;
        };
        /** MyPreferences */
        MyPreferences: {
            columns: components["schemas"]["Columns"];
            /** @default true */
            context_open: boolean;
            /**
             * @default comfortable
             * @enum {string}
             */
            density: "comfortable" | "compact";
            /** @default false */
            desktop: boolean;
            /** @default false */
            enter_sends: boolean;
            /**
             * @default en
             * @enum {string}
             */
            language: "ru" | "en";
            /** @default true */
            rail_open: boolean;
            /** @default true */
            single_keys: boolean;
            sounds: components["schemas"]["Sounds"];
            /**
             * @default auto
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            /** @default 5 */
            undo_seconds: number;
        };
        /** MyPush */
        MyPush: {
            browsers: components["schemas"]["PushBrowser"][];
            public_key: string;
        };
        /** Named */
        Named: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /**
         * Need
         * @description What a letter must tell.
         * @enum {string}
         */
        Need: "number" | "received" | "process" | "due" | "reason" | "items" | "clause" | "reasons" | "outcome" | "final_position" | "body" | "body_window" | "free_of_charge" | "court_rights";
        /**
         * NeedState
         * @enum {string}
         */
        NeedState: "needed" | "asked" | "present" | "waived";
        /** NeedView */
        NeedView: {
            asked_at: string | null;
            asked_by: string | null;
            code: string;
            comes_from: components["schemas"]["From"];
            freezing: boolean;
            label: string;
            needed: boolean;
            next_try_at: string | null;
            reason: string;
            state: components["schemas"]["NeedState"];
            tries: number;
            trouble: string;
            trouble_code: string;
            waived_at: string | null;
            waived_by: string | null;
        };
        /** NewAction */
        NewAction: {
            amount?: string | null;
            currency?: string | null;
            key?: string | null;
            kind: components["schemas"]["RedressKind"];
            promised_for?: string | null;
            /** @default  */
            subject?: string;
            version?: number | null;
            /** @default  */
            what?: string;
        };
        /** NewAnalysis */
        NewAnalysis: {
            about: string;
            claim: string;
            key?: string | null;
            rules?: string[];
            version?: number | null;
        };
        /** NewAnswer */
        NewAnswer: {
            key?: string | null;
            /** @default  */
            reference?: string;
            version?: number | null;
        };
        /** NewAppeal */
        NewAppeal: {
            grounds: string;
            key?: string | null;
            version?: number | null;
        };
        /** NewArticle */
        NewArticle: {
            brand?: string | null;
            category?: string | null;
            key?: string | null;
            kind?: components["schemas"]["ArticleKind"];
            /** @enum {string} */
            language: "ru" | "en";
            owner?: string | null;
            /** @default 0 */
            place?: number;
            related?: string[];
            review_days?: number | null;
            slug?: string | null;
            /** @default  */
            summary?: string;
            team?: string | null;
            /** @default  */
            text?: string;
            title: string;
            topics?: string[];
            visibility?: components["schemas"]["Visibility"] | null;
            words?: string[];
        };
        /** NewBroadcast */
        NewBroadcast: {
            /**
             * @default all
             * @enum {string}
             */
            audience?: "all" | "queue" | "team";
            brand?: string | null;
            key?: string | null;
            target?: string | null;
            text: string;
        };
        /** NewCalendar */
        NewCalendar: {
            hours: components["schemas"]["HoursBody"];
            key?: string | null;
            name: string;
        };
        /** NewCanned */
        NewCanned: {
            brand?: string | null;
            channels?: string[];
            key?: string | null;
            /**
             * @default own
             * @enum {string}
             */
            scope?: "own" | "team" | "brand";
            shortcut: string;
            team?: string | null;
            text: components["schemas"]["CannedWords"];
            title?: components["schemas"]["CannedWords"];
            topics?: string[];
        };
        /** NewCase */
        NewCase: {
            brand: string;
            category: components["schemas"]["ComplaintCategory"];
            /** @default  */
            channel?: string;
            key?: string | null;
            /** Format: uuid */
            player: string;
            received_at?: string | null;
            /** @default false */
            resolved_at_first_contact?: boolean;
            /** @default false */
            safety?: boolean;
            /** @default  */
            subcategory?: string;
            summary: string;
            tickets?: string[];
        };
        /** NewChannel */
        NewChannel: {
            address?: string | null;
            chat?: components["schemas"]["Chat"] | null;
            hours?: string | null;
            key?: string | null;
            kind: string;
            name: string;
            quiet_after?: number | null;
            settings?: components["schemas"]["ChannelForm"];
        };
        /** NewClause */
        NewClause: {
            brand?: string | null;
            jurisdiction?: string | null;
            key?: string | null;
            /** @enum {string} */
            kind: "terms" | "bonus" | "sports";
            /** @enum {string} */
            language: "ru" | "en";
            name: string;
            /** @default 0 */
            place?: number;
            text: string;
            title: string;
            /** Format: date */
            valid_from: string;
            valid_to?: string | null;
        };
        /** NewConclusion */
        NewConclusion: {
            decision?: components["schemas"]["Wanted"] | null;
            key?: string | null;
            outcome: components["schemas"]["AppealOutcome"];
            reasoning: string;
            version?: number | null;
        };
        /** NewConflict */
        NewConflict: {
            key?: string | null;
            reason: string;
            /** Format: uuid */
            staff: string;
        };
        /** NewDecision */
        NewDecision: {
            clauses?: string[];
            /** Format: date */
            disputed_on: string;
            facts: string;
            key?: string | null;
            /** @default  */
            no_clause?: string;
            outcome: components["schemas"]["Outcome"];
            reasoning: string;
            redress?: components["schemas"]["Redress"][];
            replaces?: string | null;
            version?: number | null;
        };
        /** NewImpostor */
        NewImpostor: {
            key?: string | null;
            kind: components["schemas"]["OfficialKind"];
            /** @default  */
            platform?: string;
            value: string;
        };
        /** NewIncident */
        NewIncident: {
            games?: string[];
            key?: string | null;
            methods?: string[];
            severity: components["schemas"]["Severity"];
            shown: boolean;
            title_en: string;
            title_ru: string;
            topics?: string[];
        };
        /** NewLimit */
        NewLimit: {
            amount: string | null;
            currency: string;
            key?: string | null;
            role: string;
        };
        /** NewLinks */
        NewLinks: {
            how?: components["schemas"]["How"];
            key?: string | null;
            tickets: string[];
        };
        /** NewMember */
        NewMember: {
            key?: string | null;
            /** @default false */
            lead?: boolean;
            /** Format: uuid */
            staff: string;
        };
        /** NewMessageBody */
        NewMessageBody: {
            files?: string[];
            html?: string | null;
            key?: string | null;
            /**
             * @default reply
             * @enum {string}
             */
            kind?: "reply" | "note";
            mentions?: string[];
            send_at?: string | null;
            teams?: string[];
            /** @default  */
            text?: string;
            /**
             * @default waiting
             * @enum {string}
             */
            then?: "waiting" | "open" | "solved";
            /** @default 0 */
            undo_seconds?: number;
            version?: number | null;
        };
        /** NewNote */
        NewNote: {
            key?: string | null;
            text: string;
        };
        /** NewOfficial */
        NewOfficial: {
            /** @default  */
            about_en?: string;
            /** @default  */
            about_ru?: string;
            key?: string | null;
            kind: components["schemas"]["OfficialKind"];
            /** @default  */
            platform?: string;
            /** @default true */
            shown?: boolean;
            valid_from?: string | null;
            value: string;
        };
        /** NewParty */
        NewParty: {
            key?: string | null;
            reason: string;
            source: components["schemas"]["Source"];
            /** Format: uuid */
            staff: string;
        };
        /** NewPassword */
        NewPassword: {
            current?: string | null;
            password: string;
        };
        /** NewPromise */
        NewPromise: {
            aim?: number | null;
            calendar?: string | null;
            /** @enum {null|string} */
            channel?: "email" | "webchat" | "portal" | "telegram" | "whatsapp" | "social" | "phone" | null;
            first_reply?: number | null;
            key?: string | null;
            ladder?: components["schemas"]["RungBody"][];
            name: string;
            next_reply?: number | null;
            /**
             * @default [
             *       "waiting_for_player",
             *       "on_hold",
             *       "outside_hours"
             *     ]
             */
            pauses?: components["schemas"]["Pauses"][];
            /** @default 0 */
            position?: number;
            /** @enum {null|string} */
            priority?: "urgent" | "high" | "normal" | "low" | null;
            resolution?: number | null;
            topic?: string | null;
            /** @default 0.75 */
            warn_share?: number;
        };
        /** NewQueue */
        NewQueue: {
            escalate_after?: number | null;
            /** @default false */
            fallback?: boolean;
            key?: string | null;
            languages?: string[];
            /**
             * @default first_line
             * @enum {string}
             */
            level?: "bot" | "first_line" | "senior" | "specialist" | "developers" | "disputes";
            members?: string[];
            name: string;
            overflow_after?: number | null;
            overflow_queue?: string | null;
            /** @default false */
            restricted?: boolean;
            topics?: string[];
        };
        /** NewQueueMember */
        NewQueueMember: {
            key?: string | null;
            /** Format: uuid */
            staff: string;
        };
        /** NewReferral */
        NewReferral: {
            asked_at?: string | null;
            /**
             * @default player
             * @enum {string}
             */
            asked_by?: "player" | "us";
            body: string;
            /** Format: uuid */
            export: string;
            key?: string | null;
            /** @default  */
            reference?: string;
            version?: number | null;
        };
        /** NewRequest */
        NewRequest: {
            brand: string;
            contact?: components["schemas"]["Contact"];
            device?: {
                [key: string]: string;
            };
            files?: components["schemas"]["SentFile"][];
            jwt?: string | null;
            key?: string | null;
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            /** @default  */
            name?: string;
            /** @default  */
            subject?: string;
            text: string;
            topic?: string | null;
            /** @default  */
            website?: string;
        };
        /** NewRuling */
        NewRuling: {
            key?: string | null;
            redress?: components["schemas"]["Redress"][];
            /** @default  */
            reference?: string;
            /** Format: date-time */
            ruled_at: string;
            ruling: components["schemas"]["Ruling"];
            text: string;
            version?: number | null;
        };
        /** NewStaff */
        NewStaff: {
            brand?: string | null;
            email: string;
            key?: string | null;
            languages?: string[] | null;
            /** @default en */
            locale?: string;
            name: string;
            password: string;
            role: string;
        };
        /** NewTeam */
        NewTeam: {
            brand?: string | null;
            key?: string | null;
            name: string;
        };
        /** NewToken */
        NewToken: {
            expires_at?: string | null;
            name: string;
            scopes: string[];
        };
        /** NewTopic */
        NewTopic: {
            en: string;
            id: string;
            key?: string | null;
            parent: string;
            ru: string;
        };
        /** NewUnknown */
        NewUnknown: {
            brand: string;
            /** @default phone */
            channel?: string;
            /** @default  */
            contact?: string;
            key?: string | null;
            /** @default en */
            language?: string;
            received_at?: string | null;
            /** @default false */
            safety?: boolean;
            said: string;
            ticket?: string | null;
        };
        /** NewUpdate */
        NewUpdate: {
            key?: string | null;
            /** @default false */
            solves?: boolean;
            state: components["schemas"]["IncidentState"];
            /** @default true */
            tell?: boolean;
            /** @default  */
            text_en?: string;
            /** @default  */
            text_ru?: string;
            version?: number | null;
        };
        /** NewView */
        NewView: {
            brand?: string | null;
            filter: components["schemas"]["TicketFilter"];
            key?: string | null;
            name: string;
            /**
             * @default own
             * @enum {string}
             */
            scope?: "own" | "team" | "all";
            sort?: components["schemas"]["Sort"];
            team?: string | null;
        };
        /** NewWait */
        NewWait: {
            key?: string | null;
            /** @default true */
            pause?: boolean;
            reason: string;
            version?: number | null;
            waiting: components["schemas"]["Waiting"];
        };
        /** NextTicket */
        NextTicket: {
            detail: string;
            ticket: components["schemas"]["TicketView"] | null;
            why_not: components["schemas"]["WhyNot"] | null;
        };
        /** Note */
        Note: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            staff_id: string | null;
            text: string;
        };
        /** NoteKept */
        NoteKept: {
            /** Format: uuid */
            id: string;
        };
        /** NoteMade */
        NoteMade: {
            /** Format: uuid */
            id: string;
        };
        /** Listing[Note] */
        NotePage: {
            items: components["schemas"]["Note"][];
            next: string | null;
        };
        /** Notice */
        Notice: {
            alarm: string | null;
            article: string | null;
            brand: string;
            by: string | null;
            complaint: string | null;
            /** Format: date-time */
            created_at: string;
            due_at: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "notify_team" | "notify_supervisor" | "reply_stopped" | "whisper" | "broadcast" | "article_overdue" | "assigned" | "taken_over" | "said" | "mentioned" | "incident_suspected" | "complaint_given" | "complaint_warned" | "complaint_broken" | "rules_warned" | "complaint_safety" | "report_safety";
            number: number | null;
            pack: string | null;
            reference: string | null;
            report: string | null;
            seen_at: string | null;
            subject: string | null;
            text: string | null;
            ticket_id: string | null;
            times: number;
            topic: string | null;
        };
        /** Listing[Notice] */
        NoticePage: {
            items: components["schemas"]["Notice"][];
            next: string | null;
        };
        /** OfCurrency */
        OfCurrency: {
            currency: string;
            given: string;
            paid: string;
        };
        /** Offered */
        Offered: {
            id: string;
            label: string;
        };
        /**
         * OfficialKind
         * @description Of anything by which somebody can be reached or recognised.
         * @enum {string}
         */
        OfficialKind: "site" | "email" | "phone" | "handle" | "name";
        /** OfficialView */
        OfficialView: {
            about_en: string;
            about_ru: string;
            added_by: string | null;
            ended_by: string | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["OfficialKind"];
            platform: string;
            shown: boolean;
            source: string;
            /** Format: date-time */
            valid_from: string;
            valid_to: string | null;
            value: string;
        };
        /** OfKind */
        OfKind: {
            broken: number;
            force: string;
            kind: string;
            late: number;
            met: number;
        };
        /** OfOutcome */
        OfOutcome: {
            category: string;
            many: number;
            outcome: string;
        };
        /** OfOwner */
        OfOwner: {
            broken: number;
            name: string | null;
            /** Format: date-time */
            oldest: string;
            open: number;
            staff: string | null;
            stages: {
                [key: string]: number;
            };
            waiting: number;
        };
        /** OfStage */
        OfStage: {
            median: number | null;
            now: number;
            p90: number | null;
            stage: string;
            stays: number;
        };
        /** OfTheme */
        OfTheme: {
            average: number;
            given: number;
            low: number;
            theme: components["schemas"]["Theme"];
            weeks: number[];
        };
        /** OfWeek */
        OfWeek: {
            /** @default 0 */
            appealed: number;
            /** @default 0 */
            broken: number;
            /** @default 0 */
            carried_out: number;
            /** @default 0 */
            decided: number;
            /** @default 0 */
            ended: number;
            /** @default 0 */
            heard: number;
            /** @default 0 */
            received: number;
            /** @default 0 */
            referred: number;
            /** @default 0 */
            ruled: number;
            /** Format: date */
            week: string;
        };
        /** OnCase */
        OnCase: {
            key?: string | null;
            version?: number | null;
        };
        /** OpenChat */
        OpenChat: {
            brand: string;
            conversation?: string | null;
            device?: {
                [key: string]: string;
            };
            email?: string | null;
            jwt?: string | null;
            key?: string | null;
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            name?: string | null;
            token?: string | null;
        };
        /** Opened */
        Opened: {
            content_type: string;
            /** Format: date-time */
            expires_at: string;
            name: string;
            url: string;
        };
        /** Other */
        Other: {
            capacity: number;
            idle_since: string | null;
            load: number;
            name: string;
            presence: string;
            speaks: boolean;
        };
        /**
         * Outcome
         * @enum {string}
         */
        Outcome: "upheld" | "partly_upheld" | "not_upheld" | "goodwill" | "withdrawn" | "no_reply" | "out_of_scope" | "duplicate" | "referred" | "adr_for_player" | "adr_for_operator" | "adr_settled" | "adr_refused" | "court";
        /** Outcomes */
        Outcomes: {
            decisions: components["schemas"]["OfOutcome"][];
            endings: components["schemas"]["OfOutcome"][];
            money: components["schemas"]["OfCurrency"][];
            rulings: components["schemas"]["OfOutcome"][];
        };
        /** Outlet */
        Outlet: {
            url: string;
            /** @default  */
            user?: string;
        };
        /** Overturn */
        Overturn: {
            changed: number;
            heard: number;
            name: string | null;
            of: string | null;
            overturned: components["schemas"]["Share"];
            sent_back: number;
            upheld: number;
        };
        /** Overturns */
        Overturns: {
            bodies: components["schemas"]["Share"];
            body_rulings: number;
            categories: components["schemas"]["Overturn"][];
            clauses: components["schemas"]["Overturn"][];
            teams: components["schemas"]["Overturn"][];
            total: components["schemas"]["Overturn"];
        };
        /** OwnChange */
        OwnChange: {
            /** Format: date-time */
            changed_at: string;
            changed_by: string | null;
            /** Format: uuid */
            id: string;
            name: string | null;
            now: components["schemas"]["OwnRules"];
            reason: string;
            version: number;
            was: components["schemas"]["OwnRules"];
        };
        /** OwnChanges */
        OwnChanges: {
            items: components["schemas"]["OwnChange"][];
            next: string | null;
        };
        /** OwnRules */
        OwnRules: {
            /** @default [] */
            bodies?: components["schemas"]["Body"][];
            body?: string | null;
            terms?: {
                [key: string]: components["schemas"]["Within"];
            };
        };
        /** OwnWanted */
        OwnWanted: {
            brand: string;
            key?: string | null;
            reason: string;
            rules: components["schemas"]["OwnRules"];
            version: number;
        };
        /** PackagedLetter */
        PackagedLetter: {
            subject: string;
            text: string;
        };
        /** PackKey */
        PackKey: {
            fingerprint: string;
            public_key: string;
        };
        /** PackKeyInUse */
        PackKeyInUse: {
            fingerprint: string;
            /** Format: date-time */
            from_at: string;
            public_key: string;
            /** Format: date-time */
            to_at: string;
        };
        /** PackTaken */
        PackTaken: {
            edition: string;
            form: string;
            head_sha256: string;
            /** Format: uuid */
            id: string;
            items: number;
            /** Format: date-time */
            made_at: string;
            made_by: string | null;
        };
        /** Part */
        Part: {
            answered: number;
            asked: number;
            average: number | null;
            given: number;
            id: string | null;
            name: string | null;
            response: number | null;
            satisfied: number | null;
        };
        /**
         * PartKind
         * @enum {string}
         */
        PartKind: "same" | "added" | "removed";
        /** Party */
        Party: {
            /** Format: date-time */
            at: string;
            name: string;
            named_by: string | null;
            reason: string;
            source: string;
            /** Format: uuid */
            staff_id: string;
            ticket_id: string | null;
        };
        /**
         * Pasted
         * @description Of what was pasted: the kinds of a channel, and besides.
         * @enum {string}
         */
        Pasted: "site" | "email" | "phone" | "handle" | "name" | "code" | "unclear";
        /** Patch */
        Patch: {
            assignee?: string | null;
            key?: string | null;
            language?: "ru" | "en";
            level?: "first_line" | "senior" | "specialist" | "developers" | "disputes";
            priority?: "urgent" | "high" | "normal" | "low";
            queue?: string;
            /** @default  */
            reason?: string;
            status?: "open" | "waiting" | "on_hold" | "solved" | "closed";
            subject?: string;
            tags?: string[];
            topic?: string;
            version?: number | null;
        };
        /** PausedFor */
        PausedFor: {
            /** Format: date-time */
            from_at: string;
            pauses: boolean;
            reason: string;
            rule: string;
            staff_id: string | null;
            to_at: string | null;
            waiting: string;
        };
        /**
         * Pauses
         * @description When a promise's clock stands still. `waiting_for_player`: only that of the resolution, since a reply is not owed
         *         then. `outside_hours`: without it the clock counts closed time too.
         * @enum {string}
         */
        Pauses: "waiting_for_player" | "on_hold" | "outside_hours";
        /** PausesBody */
        PausesBody: {
            allowance: number;
            at?: string | null;
            calendar?: string | null;
            /**
             * @default resolution
             * @enum {string}
             */
            kind?: "first_reply" | "next_reply" | "resolution";
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            /** @default  */
            name?: string;
            /** @default 10800 */
            on_hold?: number;
            /**
             * @default [
             *       "waiting_for_player",
             *       "on_hold",
             *       "outside_hours"
             *     ]
             */
            pauses?: components["schemas"]["Pauses"][];
            /** @default 7200 */
            waiting?: number;
            /** @default 3600 */
            work?: number;
        };
        /** Permission */
        Permission: {
            en: string;
            /** @default false */
            guarded: boolean;
            name: string;
            ru: string;
        };
        /** Person */
        Person: {
            name: string;
            not_decide: components["schemas"]["ConflictWhy"] | null;
            not_hear: components["schemas"]["ConflictWhy"] | null;
            permissions: string[];
            /** Format: uuid */
            staff_id: string;
        };
        /** PhraseView */
        PhraseView: {
            article: components["schemas"]["Named"];
            /** Format: date-time */
            created_at: string;
            decided_at: string | null;
            decided_by: components["schemas"]["Named"] | null;
            /** Format: uuid */
            id: string;
            language: string;
            phrase: string;
            /** @enum {string} */
            state: "proposed" | "approved" | "rejected";
            times: number;
            /** @enum {string} */
            why: "sent" | "topic";
        };
        /** Listing[PhraseView] */
        PhraseViewPage: {
            items: components["schemas"]["PhraseView"][];
            next: string | null;
        };
        /** Plain */
        Plain: {
            key?: string | null;
            /** @default  */
            reason?: string;
            version?: number | null;
        };
        /** Player */
        Player: {
            brand: string;
            /** Format: date-time */
            created_at: string;
            flags: string[];
            /** Format: uuid */
            id: string;
            jurisdiction: string | null;
            language: string | null;
            last_agent_id: string | null;
            merged_into: string | null;
            name: string;
            /** @default false */
            registered: boolean;
            vip: number;
        };
        /** PlayerBrief */
        PlayerBrief: {
            /** Format: uuid */
            id: string;
            name: string;
            vip: number;
        };
        /** PlayerCard */
        PlayerCard: {
            assurance: components["schemas"]["Facts"];
            identities: components["schemas"]["Identity"][];
            player: components["schemas"]["Player"];
            proposals: components["schemas"]["Proposal"][];
            tickets: components["schemas"]["Tickets"];
        };
        /** PlayerContext */
        PlayerContext: {
            assurance: components["schemas"]["Facts"];
            identities: components["schemas"]["Identity"][];
            local_time: string | null;
            player: components["schemas"]["Player"];
            proposals: components["schemas"]["Proposal"][];
            time_zone: string | null;
            /** @enum {null|string} */
            time_zone_from: "device" | "brand" | null;
        };
        /** PlayerPatch */
        PlayerPatch: {
            flags?: string[] | null;
            key?: string | null;
            language?: string | null;
            vip?: number | null;
        };
        /** PlayersAppeal */
        PlayersAppeal: {
            grounds: string;
            key?: string | null;
            language?: string | null;
        };
        /** PlayersFound */
        PlayersFound: {
            complete: boolean;
            players: components["schemas"]["Found"][];
        };
        /** PreferencesBody */
        PreferencesBody: {
            columns?: components["schemas"]["Columns"];
            context_open?: boolean;
            density?: "comfortable" | "compact";
            desktop?: boolean;
            enter_sends?: boolean;
            key?: string | null;
            language?: "ru" | "en";
            rail_open?: boolean;
            single_keys?: boolean;
            sounds?: components["schemas"]["Sounds"];
            theme?: "auto" | "light" | "dark";
            undo_seconds?: number;
        };
        /**
         * Presence
         * @enum {string}
         */
        Presence: "online" | "away" | "transfer_only" | "offline";
        /** PresenceBody */
        PresenceBody: {
            key?: string | null;
            /** @default false */
            reassign?: boolean;
            /** @enum {string} */
            state: "online" | "away" | "transfer_only" | "offline";
        };
        /** Preview */
        Preview: {
            due_at: string | null;
            kind: components["schemas"]["Kind"];
            policy: string;
            steps: string[];
        };
        /** PreviewBody */
        PreviewBody: {
            at?: string | null;
            /** @enum {string} */
            channel: "email" | "webchat" | "portal" | "telegram" | "whatsapp" | "social" | "phone";
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "urgent" | "high" | "normal" | "low";
            topic: string;
        };
        /** PreviewBulk */
        PreviewBulk: {
            /** @enum {string} */
            action: "assign" | "unassign" | "tag" | "priority" | "topic" | "transfer" | "snooze" | "wake" | "solve" | "close" | "reopen" | "spam" | "not_spam" | "incident";
            arguments?: components["schemas"]["Arguments"];
            filter: components["schemas"]["TicketFilter"];
        };
        /** Previewed */
        Previewed: {
            mail: string | null;
            problems: components["schemas"]["TextProblem"][];
            rendered: components["schemas"]["Rendered"] | null;
        };
        /** Problem */
        Problem: {
            en: string;
            flaw: components["schemas"]["LetterFlaw"];
            /** @default  */
            quote: string;
            ru: string;
        };
        /**
         * ProblemDocument
         * @description A refusal (RFC 9457). `title` names the kind, `detail` is the sentence to show, in the reader's language; some kinds say more.
         */
        ProblemDocument: {
            detail: string;
            mistakes?: string[];
            request_id?: string;
            retry_after?: number;
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** Promise */
        Promise: {
            breached: boolean;
            due_at: string | null;
            /** @enum {string} */
            kind: "first_reply" | "next_reply" | "resolution";
            paused: boolean;
            warn_at: string | null;
            warned: boolean;
        };
        /** PromisePatch */
        PromisePatch: {
            aim?: number | null;
            calendar?: string | null;
            channel?: ("email" | "webchat" | "portal" | "telegram" | "whatsapp" | "social" | "phone") | null;
            first_reply?: number | null;
            key?: string | null;
            ladder?: components["schemas"]["RungBody"][];
            name?: string;
            next_reply?: number | null;
            pauses?: components["schemas"]["Pauses"][];
            position?: number;
            priority?: ("urgent" | "high" | "normal" | "low") | null;
            resolution?: number | null;
            topic?: string | null;
            warn_share?: number;
        };
        /** PromiseView */
        PromiseView: {
            aim: number | null;
            calendar: string | null;
            channel: string | null;
            first_reply: number | null;
            /** Format: uuid */
            id: string;
            ladder: components["schemas"]["RungBody"][];
            name: string;
            next_reply: number | null;
            pauses: components["schemas"]["Pauses"][];
            position: number;
            /** @enum {null|string} */
            priority: "urgent" | "high" | "normal" | "low" | null;
            resolution: number | null;
            topic: string | null;
            warn_share: number;
        };
        /** Proof */
        Proof: {
            key?: string | null;
            /** @default  */
            proof?: string;
            /** @default  */
            reference?: string;
            version?: number | null;
        };
        /** Proposal */
        Proposal: {
            /** Format: date-time */
            created_at: string;
            decided_at: string | null;
            decided_by: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            other_id: string;
            other_name: string;
            /** Format: uuid */
            player_id: string;
            player_name: string;
            reason: string;
            state: string;
        };
        /** Listing[Proposal] */
        ProposalPage: {
            items: components["schemas"]["Proposal"][];
            next: string | null;
        };
        /** ProvisionalView */
        ProvisionalView: {
            key?: string | null;
            outcome: components["schemas"]["Outcome"];
            text: string;
            version?: number | null;
        };
        /** PublishAt */
        PublishAt: {
            at: string | null;
            key?: string | null;
        };
        /**
         * Purpose
         * @enum {string}
         */
        Purpose: "check" | "payment" | "fraud" | "complaint" | "law";
        /** PushBody */
        PushBody: {
            endpoint: string;
            expirationTime?: number | null;
            keys: components["schemas"]["PushKeys"];
        };
        /** PushBrowser */
        PushBrowser: {
            /** Format: date-time */
            created_at: string;
            device: string;
            /** Format: uuid */
            id: string;
            sent_at: string | null;
        };
        /** PushKeys */
        PushKeys: {
            auth: string;
            p256dh: string;
        };
        /** PushMade */
        PushMade: {
            /** Format: uuid */
            id: string;
        };
        /** Quarantined */
        Quarantined: {
            attempts: number;
            /** Format: uuid */
            channel: string;
            channel_name: string;
            error: string | null;
            external_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            received_at: string;
            size: number;
        };
        /** Listing[Quarantined] */
        QuarantinedPage: {
            items: components["schemas"]["Quarantined"][];
            next: string | null;
        };
        /** Question */
        Question: {
            brand?: string | null;
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            text: string;
        };
        /** QueuePatch */
        QueuePatch: {
            escalate_after?: number | null;
            fallback?: boolean;
            key?: string | null;
            languages?: string[];
            level?: "bot" | "first_line" | "senior" | "specialist" | "developers" | "disputes";
            members?: string[];
            name?: string;
            overflow_after?: number | null;
            overflow_queue?: string | null;
            restricted?: boolean;
            topics?: string[];
        };
        /** QueueView */
        QueueView: {
            escalate_after: number | null;
            fallback: boolean;
            /** Format: uuid */
            id: string;
            languages: string[];
            level: components["schemas"]["Level"];
            members: string[];
            name: string;
            overflow_after: number | null;
            overflow_queue: string | null;
            restricted: boolean;
            topics: string[];
            waiting: number;
        };
        /** QuickTopic */
        QuickTopic: {
            en: string;
            ru: string;
            topic: string;
        };
        /** Range */
        Range: {
            from?: string | null;
            to?: string | null;
        };
        /** Rated */
        Rated: {
            score: number;
        };
        /** Rating */
        Rating: {
            /** @default  */
            comment?: string;
            key?: string | null;
            score: number;
        };
        /** Reader */
        Reader: {
            /** Format: uuid */
            id: string;
            name: string;
            seen_at: string | null;
        };
        /** Readership */
        Readership: {
            helpful: number;
            unhelpful: number;
            views: number;
        };
        /** Reasoned */
        Reasoned: {
            key?: string | null;
            reason: string;
            version?: number | null;
        };
        /** ReasonView */
        ReasonView: {
            code: string;
            points: number;
            text: string;
        };
        /** Redress */
        Redress: {
            amount?: string | null;
            currency?: string | null;
            kind: components["schemas"]["RedressKind"];
            promised_for?: string | null;
            /** @default  */
            subject?: string;
            /** @default  */
            what?: string;
        };
        /**
         * RedressKind
         * @enum {string}
         */
        RedressKind: "payment" | "bonus_restored" | "bet_resettled" | "limit_lifted" | "account_reopened" | "apology" | "other";
        /**
         * Referral
         * @enum {string}
         */
        Referral: "none" | "sent" | "answered" | "ruled";
        /** ReferralView */
        ReferralView: {
            answer_due: string | null;
            answered_at: string | null;
            answered_by: string | null;
            /** @enum {string} */
            asked_by: "player" | "us";
            body: string;
            body_name: string;
            body_verified: boolean;
            /** Format: uuid */
            complaint_id: string;
            decision_id: string | null;
            export_hash: string;
            export_id: string | null;
            /** Format: uuid */
            id: string;
            noted_at: string | null;
            noted_by: string | null;
            reference: string;
            rule: string;
            ruled_at: string | null;
            ruling: components["schemas"]["Ruling"] | null;
            ruling_redress: components["schemas"]["Redress"][];
            ruling_text: string | null;
            /** Format: date-time */
            sent_at: string;
            sent_by: string | null;
            version: number;
        };
        /** Refusal */
        Refusal: {
            count: number;
            detail: string;
            examples: number[];
        };
        /**
         * RefusalReason
         * @enum {string}
         */
        RefusalReason: "unreadable" | "cropped" | "expired" | "other_name" | "other_kind" | "too_old" | "edited" | "other";
        /** Registered */
        Registered: {
            brand: string;
            /** Format: date-time */
            first_received_at: string;
            /** Format: uuid */
            id: string;
            number: string;
            stage: components["schemas"]["ComplaintStage"];
        };
        /** Rendered */
        Rendered: {
            html: string | null;
            subject: string | null;
            text: string;
        };
        /** Report */
        Report: {
            brand: string;
            channel: string;
            complaint_id: string | null;
            contact: string;
            /** Format: uuid */
            id: string;
            language: string;
            number: string;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            recorded_at: string;
            recorded_by: string | null;
            safety: boolean;
            said: string;
            settled_at: string | null;
            settled_by: string | null;
            settled_why: string;
            ticket_id: string | null;
        };
        /** Reports */
        Reports: {
            items: components["schemas"]["Report"][];
            next: string | null;
        };
        /** Resembled */
        Resembled: {
            how: components["schemas"]["Likeness"];
            ours: string;
        };
        /** Result */
        Result: {
            brand: string;
            reference: string;
            refusal: string | null;
            /** @enum {string} */
            state: "waiting" | "done" | "unchanged" | "refused" | "undo" | "undone" | "kept";
            /** Format: uuid */
            ticket: string;
        };
        /** Listing[Result] */
        ResultPage: {
            items: components["schemas"]["Result"][];
            next: string | null;
        };
        /** Return */
        Return: {
            key?: string | null;
            reason: string;
            version?: number | null;
        };
        /** Reviewed */
        Reviewed: {
            items: string[];
        };
        /** Reviewer */
        Reviewer: {
            has_read: boolean;
            hears: number;
            name: string;
            /** Format: uuid */
            staff: string;
            why_not: string | null;
        };
        /** ReviewNote */
        ReviewNote: {
            key?: string | null;
            /** @default  */
            note?: string;
        };
        /** Role */
        Role: {
            builtin: boolean;
            name: string;
            permissions: string[];
        };
        /** RoleBody */
        RoleBody: {
            brand?: string | null;
            key?: string | null;
            role: string;
        };
        /** RoleDefinition */
        RoleDefinition: {
            key?: string | null;
            permissions: string[];
        };
        /** RulesView */
        RulesView: {
            in_use: boolean;
            jurisdictions: string[];
            name: components["schemas"]["Bilingual"];
            own: components["schemas"]["OwnRules"];
            own_version: number;
            pack: string;
            /** Format: date */
            reviewed: string;
            rules: components["schemas"]["RuleView"][];
            valid_from: string | null;
            valid_to: string | null;
            version: string;
            warnings: components["schemas"]["Warned"][];
            zone: string;
        };
        /** RuleView */
        RuleView: {
            body: components["schemas"]["Body"] | null;
            categories: string[];
            fields: {
                [key: string]: components["schemas"]["Bilingual"];
            };
            force: string;
            grade: string;
            id: string;
            kind: string | null;
            known_en: string;
            known_ru: string;
            needs: string[];
            of: string | null;
            /** @default false */
            operator_sets: boolean;
            section: string;
            source: string[];
            starts: string | null;
            text: components["schemas"]["Bilingual"];
            usual: components["schemas"]["Within"] | null;
            valid_from: string | null;
            valid_to: string | null;
            verified: boolean;
            within: components["schemas"]["Within"] | null;
        };
        /**
         * Ruling
         * @enum {string}
         */
        Ruling: "for_player" | "for_operator" | "settled" | "refused";
        /** RungBody */
        RungBody: {
            after?: number | null;
            queue?: string | null;
            share?: number | null;
            what: components["schemas"]["What"];
        };
        /** Said */
        Said: {
            message: components["schemas"]["ChatMessage"];
            ticket: components["schemas"]["TicketBrief"];
        };
        /** SaidAs */
        SaidAs: {
            chat: string;
            language: string;
            mail: string;
            subject: string;
        };
        /** Satisfaction */
        Satisfaction: {
            agents: components["schemas"]["Part"][];
            comments: components["schemas"]["Comment"][];
            queues: components["schemas"]["Part"][];
            scores: number[];
            /** Format: date-time */
            since: string;
            themes: components["schemas"]["OfTheme"][];
            time_zone: string;
            topics: components["schemas"]["Part"][];
            total: components["schemas"]["Measured"];
            /** Format: date-time */
            until: string;
            weeks: components["schemas"]["Week"][];
        };
        /** SavedView */
        SavedView: {
            brand: string;
            filter: components["schemas"]["TicketFilter"];
            /** Format: uuid */
            id: string;
            mine: boolean;
            name: string;
            /** Format: uuid */
            owner: string;
            position: number;
            /** @enum {string} */
            scope: "own" | "team" | "all";
            sort: components["schemas"]["Sort"];
            team: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** Say */
        Say: {
            attachments?: string[];
            key?: string | null;
            /** @default  */
            text?: string;
            topic?: string | null;
        };
        /** Searched */
        Searched: {
            empty: number;
            language: string;
            place: string;
            searches: number;
            words: string;
        };
        /** Secret */
        Secret: {
            value: string;
        };
        /** Seen */
        Seen: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            complaint_id: string;
            /** Format: uuid */
            id: string;
            name: string;
            reference: string;
            /** Format: uuid */
            staff: string;
            what: string;
        };
        /** SeenPage */
        SeenPage: {
            items: components["schemas"]["Seen"][];
            next: string | null;
        };
        /** Sender */
        Sender: {
            agents?: components["schemas"]["AgentNames"] | null;
            name?: string | null;
        };
        /** SentFile */
        SentFile: {
            /** @default  */
            content_type?: string;
            data: string;
            name: string;
        };
        /** Session */
        Session: {
            address: string | null;
            /** Format: date-time */
            created_at: string;
            device: string | null;
            /** Format: date-time */
            expires_at: string;
            key: string;
            /** Format: date-time */
            seen_at: string;
            /** Format: uuid */
            staff_id: string;
        };
        /**
         * Severity
         * @enum {string}
         */
        Severity: "minor" | "major" | "critical";
        /** Share */
        Share: {
            few: boolean;
            high: number | null;
            low: number | null;
            share: number | null;
        };
        /** Shown */
        Shown: {
            built_in: components["schemas"]["Text"];
            language: string;
            own: boolean;
            subject: string | null;
            template: string;
            text: string;
        };
        /** SignedIn */
        SignedIn: {
            /** Format: date-time */
            expires_at: string;
            token: string;
        };
        /** SignLimit */
        SignLimit: {
            amount: string;
            currency: string;
            role: string;
            /** Format: date-time */
            set_at: string;
            set_by: string | null;
        };
        /** SignOfLife */
        SignOfLife: {
            /** @default true */
            active?: boolean;
            /** @default false */
            focused?: boolean;
        };
        /** Slot */
        Slot: {
            answered: number;
            arrived: number;
            /** Format: date-time */
            at: string;
            breached: number;
            median_first_reply: number | null;
            solved: number;
        };
        /**
         * Sort
         * @description urgency: by priority, then the promise that breaks first. recent: the most recently touched first. newest, oldest:
         *         by when they were opened. waiting: the longest unanswered first. due: the promise that breaks first.
         * @default urgency
         * @enum {string}
         */
        Sort: "urgency" | "recent" | "newest" | "oldest" | "waiting" | "due";
        /** Sounds */
        Sounds: {
            /** @default true */
            mention?: boolean;
            /** @default true */
            message?: boolean;
            /** @default true */
            new_ticket?: boolean;
            /** @default true */
            on?: boolean;
            /** @default 70 */
            volume?: number;
        };
        /**
         * Source
         * @description Why somebody is a party of a case.
         * @enum {string}
         */
        Source: "replied" | "assigned" | "decided" | "named" | "subject";
        /** Staffed */
        Staffed: {
            agents: number;
            online: boolean;
        };
        /** StaffPatch */
        StaffPatch: {
            active?: boolean | null;
            capacity?: {
                [key: string]: number;
            };
            key?: string | null;
            languages?: string[] | null;
            locale?: string | null;
            name?: string | null;
            roles?: string[] | null;
        };
        /**
         * Stage
         * @description Of a version. At most one of an article is before its publication.
         * @enum {string}
         */
        Stage: "draft" | "review" | "approved" | "published" | "replaced";
        /** StageTally */
        StageTally: {
            cases: number;
            late: number;
            near: number;
            stage: components["schemas"]["ComplaintStage"];
        };
        /** StaleCitation */
        StaleCitation: {
            article: string | null;
            /** @enum {string} */
            cause: "added" | "changed" | "closed" | "removed";
            clause: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "article" | "canned_reply" | "text";
            language: string;
            owner: string | null;
            reply: string | null;
            /** Format: date-time */
            since: string;
            template: string | null;
            title: string;
        };
        /** Listing[StaleCitation] */
        StaleCitationPage: {
            items: components["schemas"]["StaleCitation"][];
            next: string | null;
        };
        /** Stands */
        Stands: {
            decision: string | null;
            heard_by: string | null;
            listed: boolean;
            may_be_appealed: boolean;
            may_be_referred: boolean;
            needs: string[];
            read: number;
            signatures: number;
            todo: string[];
            took_part: string[];
            unread: string[];
            verified: number;
            waived: string[];
        };
        /**
         * State
         * @enum {string}
         */
        State: "running" | "warned" | "breached" | "paused" | "met";
        /**
         * Status
         * @enum {string}
         */
        Status: "new" | "open" | "waiting" | "on_hold" | "solved" | "closed";
        /** Step */
        Step: {
            at: string | null;
            /** @default 0 */
            count: number;
            first: string | null;
            ground: components["schemas"]["Ground"] | null;
            kind: components["schemas"]["StepKind"];
            last: string | null;
            /** @default 0 */
            left_out: number;
            name: components["schemas"]["Bilingual"] | null;
            /** @default  */
            rule: string;
            /** @default  */
            starts: string;
            unit: components["schemas"]["Unit"] | null;
            until: string | null;
        };
        /**
         * StepKind
         * @enum {string}
         */
        StepKind: "rule" | "also" | "started" | "counted" | "off" | "shorter_month" | "paused" | "allowed" | "extended" | "inside" | "end_of_day" | "stopped" | "due";
        /** Stored */
        Stored: {
            actor_id: string | null;
            /** @enum {string} */
            actor_kind: "system" | "staff" | "player" | "visitor";
            /** Format: date-time */
            at: string;
            brand: string;
            data: {
                [key: string]: unknown;
            };
            number: number;
            public: boolean;
            ticket: string | null;
            type: string;
            version: number | null;
        };
        /** Surveys */
        Surveys: {
            /** @default 7 */
            days?: number;
            /** @default 60 */
            delay_minutes?: number;
            /** @default true */
            on?: boolean;
        };
        /** Table */
        Table: {
            complete: boolean;
            definitions: components["schemas"]["Definition"][];
            edition: components["schemas"]["Edition"];
            pack: string;
            period: string | null;
            rows: string[][];
        };
        /** Taken */
        Taken: {
            expected: string;
            number: number;
            promise_seconds: number | null;
            reference: string;
            track: string;
        };
        /** TakenBack */
        TakenBack: {
            draft: components["schemas"]["Draft"] | null;
        };
        /** Team */
        Team: {
            /** Format: uuid */
            id: string;
            members: components["schemas"]["Member"][];
            name: string;
        };
        /** TeamMembers */
        TeamMembers: {
            key?: string | null;
            members: components["schemas"]["Membership"][];
        };
        /** Text */
        Text: {
            subject: string | null;
            text: string;
        };
        /** TextProblem */
        TextProblem: {
            detail: string;
            flaw: components["schemas"]["Flaw"];
        };
        /** Thanked */
        Thanked: {
            taken: boolean;
        };
        /**
         * Theme
         * @enum {string}
         */
        Theme: "speed" | "understanding" | "politeness" | "outcome" | "money" | "repetition" | "other";
        /** Then */
        Then: {
            /** @default  */
            agent: string;
            /** @default 0 */
            capacity: number;
            idle_since: string | null;
            /** @default 0 */
            load: number;
            others: components["schemas"]["Other"][];
            /** @default  */
            queue: string;
        };
        /** There */
        There: {
            languages: string[];
            loads: components["schemas"]["Load"][];
            name: string;
            since: string | null;
            /** Format: uuid */
            staff_id: string;
            state: string;
        };
        /** Listing[There] */
        TherePage: {
            items: components["schemas"]["There"][];
            next: string | null;
        };
        /** TicketBrief */
        TicketBrief: {
            /** Format: uuid */
            id: string;
            number: number;
            reference: string;
            status: string;
        };
        /** TicketContext */
        TicketContext: {
            brand: string;
            brand_name: string;
            device: components["schemas"]["Device"] | null;
            jurisdiction: string;
            language: string;
            links: components["schemas"]["Link"][];
            others: components["schemas"]["TicketView"][];
            player: components["schemas"]["PlayerContext"] | null;
            promises: components["schemas"]["TicketPromise"][];
            tags: string[];
            timeline: components["schemas"]["Stored"][];
            why: components["schemas"]["Why"];
        };
        /** TicketDocuments */
        TicketDocuments: {
            may_read: boolean;
            requests: components["schemas"]["DocumentRequestView"][];
        };
        /** TicketFilter */
        TicketFilter: {
            assignee?: string[];
            brand?: string[];
            broken?: components["schemas"]["Range"] | null;
            channel?: string[];
            created?: components["schemas"]["Range"] | null;
            danger?: boolean | null;
            due?: components["schemas"]["Range"] | null;
            incident?: string | null;
            language?: ("ru" | "en")[];
            level?: ("bot" | "first_line" | "senior" | "specialist" | "developers" | "disputes")[];
            /** @enum {null|string} */
            mentioned?: "any" | "unseen" | null;
            player?: string | null;
            priority?: ("urgent" | "high" | "normal" | "low")[];
            /** @enum {null|string} */
            promise?: "at_risk" | "breached" | null;
            queue?: string[];
            snoozed?: boolean | null;
            solved?: components["schemas"]["Range"] | null;
            spam?: boolean | null;
            status?: ("new" | "open" | "waiting" | "on_hold" | "solved" | "closed" | "active")[];
            tag?: string[];
            ticket?: string[];
            topic?: string[];
            unread?: boolean | null;
            updated?: components["schemas"]["Range"] | null;
            vip?: boolean | null;
        };
        /** TicketInFull */
        TicketInFull: {
            assignee: components["schemas"]["Named"] | null;
            because: string;
            brand: string;
            channel: string;
            complaint: components["schemas"]["ComplaintOfTicket"] | null;
            /** Format: date-time */
            created_at: string;
            danger: string[];
            deadline: components["schemas"]["Deadline"] | null;
            draft: boolean;
            due_at: string | null;
            heard: number;
            hold_reason: string | null;
            /** Format: uuid */
            id: string;
            jurisdiction: string;
            language: string;
            last_message: components["schemas"]["LastMessage"] | null;
            level: components["schemas"]["Level"];
            links: components["schemas"]["Link"][];
            merged_into: string | null;
            number: number;
            player: components["schemas"]["PlayerBrief"];
            player_said_at: string | null;
            /** @enum {string} */
            priority: "urgent" | "high" | "normal" | "low";
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
            unread: number;
            /** Format: date-time */
            updated_at: string;
            version: number;
            waiting_since: string | null;
        };
        /** TicketPage */
        TicketPage: {
            count: components["schemas"]["Count"] | null;
            items: components["schemas"]["TicketView"][];
            next: string | null;
            prev: string | null;
        };
        /** TicketPromise */
        TicketPromise: {
            due_at: string | null;
            /** @enum {string} */
            kind: "first_reply" | "next_reply" | "resolution";
            met_at: string | null;
            policy: string;
            state: components["schemas"]["State"];
            steps: string[];
        };
        /** Tickets */
        Tickets: {
            live: number;
            total: number;
        };
        /** TicketView */
        TicketView: {
            assignee: components["schemas"]["Named"] | null;
            because: string;
            brand: string;
            channel: string;
            /** Format: date-time */
            created_at: string;
            danger: string[];
            deadline: components["schemas"]["Deadline"] | null;
            draft: boolean;
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
            /** @enum {string} */
            priority: "urgent" | "high" | "normal" | "low";
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
            unread: number;
            /** Format: date-time */
            updated_at: string;
            version: number;
            waiting_since: string | null;
        };
        /** TimelineEntry */
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            by: string | null;
            by_kind: string;
            by_name: string;
            data: {
                [key: string]: unknown;
            };
            id: string;
            kind: string;
            text: string;
            ticket: string | null;
            what: string;
        };
        /** TimelinePage */
        TimelinePage: {
            items: components["schemas"]["Stored"][];
            names: {
                [key: string]: string;
            };
            next: string | null;
        };
        /** TopicPatch */
        TopicPatch: {
            en?: string | null;
            enabled?: boolean | null;
            key?: string | null;
            ru?: string | null;
        };
        /** TopicView */
        TopicView: {
            always_on: boolean;
            assurance: components["schemas"]["Assurance"];
            en: string;
            enabled: boolean;
            group: components["schemas"]["Group"];
            id: string;
            parent: string | null;
            ru: string;
            weight: number;
        };
        /** Traced */
        Traced: {
            /** Format: date-time */
            at: string;
            category: string;
            /** Format: uuid */
            complaint_id: string;
            number: number;
            reference: string;
            type: string;
        };
        /** Track */
        Track: {
            brand: string;
            choices: components["schemas"]["ChoiceView"][];
            chosen: string | null;
            /** Format: date-time */
            created_at: string;
            language: string;
            late: boolean;
            made: string;
            number: number;
            promised: string | null;
            promised_at: string | null;
            reference: string;
            stage: number;
            stages: string[];
            status: string;
            /** Format: date-time */
            updated_at: string;
            words: string;
        };
        /** Transcript */
        Transcript: {
            email?: string | null;
            key?: string | null;
        };
        /** Translation */
        Translation: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            language: "ru" | "en";
            state: components["schemas"]["ArticleState"];
            title: string;
        };
        /** Trial */
        Trial: {
            brand?: string | null;
            /** @enum {null|string} */
            language?: "ru" | "en" | null;
            text: components["schemas"]["CannedWords"];
            ticket?: string | null;
        };
        /**
         * Trick
         * @description By which something can look like what it isn't.
         * @enum {string}
         */
        Trick: "hidden" | "letters" | "before_at" | "leads_on" | "number" | "short" | "display";
        /** Typing */
        Typing: {
            /** @default false */
            note?: boolean;
        };
        /**
         * Unit
         * @enum {string}
         */
        Unit: "hours" | "days" | "working_days" | "weeks" | "months" | "day_of_next_month";
        /** Unlinkable */
        Unlinkable: {
            detail: string;
            /** Format: uuid */
            ticket: string;
        };
        /** UpdatePreview */
        UpdatePreview: {
            /** @default false */
            solves?: boolean;
            state: components["schemas"]["IncidentState"];
            /** @default  */
            text_en?: string;
            /** @default  */
            text_ru?: string;
        };
        /** Uploaded */
        Uploaded: {
            content_type: string;
            /** Format: uuid */
            id: string;
            name: string;
            size: number;
        };
        /** UploadPage */
        UploadPage: {
            brand: string;
            documents: components["schemas"]["WantedDocument"][];
            done: boolean;
            /** Format: date-time */
            expires_at: string;
            language: string;
            most_bytes: number;
            note: string;
            over: boolean;
        };
        /** VariableFlaw */
        VariableFlaw: {
            code: string;
            detail: string;
        };
        /**
         * Verdict
         * @enum {string}
         */
        Verdict: "ours" | "was_ours" | "fake" | "lookalike" | "unlisted" | "unknown" | "name" | "unclear";
        /** VersionView */
        VersionView: {
            authors: components["schemas"]["Named"][];
            change: string;
            cites: string[];
            /** Format: date-time */
            created_at: string;
            images: string[];
            live: boolean;
            number: number;
            publish_at: string | null;
            published_at: string | null;
            published_by: components["schemas"]["Named"] | null;
            review_note: string;
            reviewed_at: string | null;
            reviewer: components["schemas"]["Named"] | null;
            revision: number;
            stage: components["schemas"]["Stage"];
            submitted_at: string | null;
            summary: string;
            text: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            words: string[];
        };
        /** ViewPatch */
        ViewPatch: {
            filter?: components["schemas"]["TicketFilter"];
            key?: string | null;
            name?: string;
            position?: number;
            scope?: "own" | "team" | "all";
            sort?: components["schemas"]["Sort"];
            team?: string | null;
        };
        /**
         * Visibility
         * @enum {string}
         */
        Visibility: "public" | "players" | "staff" | "team";
        /**
         * Waiting
         * @enum {string}
         */
        Waiting: "player" | "third_party";
        /** Waiver */
        Waiver: {
            reason: string;
        };
        /** Wall */
        Wall: {
            agents: components["schemas"]["WallAgent"][];
            /** Format: date-time */
            at: string;
            knowledge: components["schemas"]["Attention"];
            queues: components["schemas"]["WallQueue"][];
        };
        /** WallAgent */
        WallAgent: {
            /** Format: uuid */
            id: string;
            languages: string[];
            loads: components["schemas"]["Load"][];
            name: string;
            since: string | null;
            state: string;
            tickets: components["schemas"]["WallTicket"][];
        };
        /** WallQueue */
        WallQueue: {
            at_risk: number;
            breached: number;
            /** Format: uuid */
            id: string;
            name: string;
            oldest: string | null;
            restricted: boolean;
            waiting: number;
        };
        /** WallTicket */
        WallTicket: {
            channel: string;
            class_: string;
            due_at: string | null;
            /** Format: uuid */
            id: string;
            last_word: string | null;
            last_word_at: string | null;
            number: number;
            player: string;
            priority: string;
            status: string;
            subject: string;
            vip: number;
            waiting_since: string | null;
        };
        /** Wanted */
        Wanted: {
            clauses?: string[];
            /** Format: date */
            disputed_on: string;
            facts: string;
            /** @default  */
            no_clause?: string;
            outcome: components["schemas"]["Outcome"];
            reasoning: string;
            redress?: components["schemas"]["Redress"][];
            replaces?: string | null;
        };
        /** WantedConnection */
        WantedConnection: {
            token?: string | null;
            url: string | null;
        };
        /** WantedDocument */
        WantedDocument: {
            kind: components["schemas"]["DocumentKind"];
            sent: boolean;
            words: string;
        };
        /** WantedFile */
        WantedFile: {
            /** Format: uuid */
            attachment: string;
            need?: string | null;
        };
        /** WantedFreeze */
        WantedFreeze: {
            code?: string | null;
            key?: string | null;
            /** @default  */
            record?: string;
        };
        /** WantedUpload */
        WantedUpload: {
            codes: string[];
            /** @default 7 */
            days?: number;
            /** @default  */
            note?: string;
            /** Format: uuid */
            ticket: string;
        };
        /** Warned */
        Warned: {
            en: string;
            grade: components["schemas"]["Grade"] | null;
            kind: components["schemas"]["WarningKind"];
            pack: string;
            ru: string;
            rule: string;
        };
        /**
         * WarningKind
         * @enum {string}
         */
        WarningKind: "unverified" | "expired" | "expires_soon" | "not_yet" | "not_set" | "no_body" | "not_reviewed";
        /** Way */
        Way: {
            /** Format: uuid */
            channel: string;
            current: boolean;
            kind: string;
            name: string;
            next_reply: number | null;
            registered: boolean;
            to: string | null;
        };
        /** WayOn */
        WayOn: {
            qr: string;
            size: number;
            url: string;
        };
        /** Week */
        Week: {
            answered: number;
            asked: number;
            average: number | null;
            given: number;
            response: number | null;
            satisfied: number | null;
            /** Format: date */
            start: string;
        };
        /**
         * What
         * @enum {string}
         */
        What: "notify_team" | "notify_supervisor" | "raise_priority" | "move_to_queue";
        /** Whisper */
        Whisper: {
            key?: string | null;
            text: string;
        };
        /** Why */
        Why: {
            ahead: number;
            candidates: components["schemas"]["Candidate"][];
            log: components["schemas"]["Decision"][];
            sentence: string;
        };
        /**
         * WhyNot
         * @enum {string}
         */
        WhyNot: "offline" | "no_queues" | "nothing_waits" | "full" | "other_languages" | "busy";
        /** WidgetSettings */
        WidgetSettings: {
            accent?: string | null;
            greeting?: {
                [key: string]: string;
            };
            notice?: {
                [key: string]: string;
            };
            /** @default true */
            offline_form?: boolean;
            topics?: components["schemas"]["QuickTopic"][] | null;
        };
        /** WidgetView */
        WidgetView: {
            accent: string | null;
            brand: string;
            expected_wait_seconds: number | null;
            form: boolean;
            greeting: {
                [key: string]: string;
            };
            language: string;
            languages: string[];
            mail: boolean;
            name: string;
            notice: {
                [key: string]: string;
            };
            open: boolean;
            opens_at: string | null;
            presence: components["schemas"]["Staffed"];
            promise_seconds: number | null;
            topics: components["schemas"]["QuickTopic"][];
            trouble: {
                [key: string]: string;
            };
        };
        /** Withdrawal */
        Withdrawal: {
            because: components["schemas"]["ComplaintEnding"];
            key?: string | null;
            reason: string;
            version?: number | null;
        };
        /** Within */
        Within: {
            count: number;
            unit: components["schemas"]["Unit"];
        };
        /** Wording */
        Wording: {
            /** @default  */
            change?: string;
            /** @default  */
            summary?: string;
            text: string;
            title: string;
            words?: string[];
        };
        /** Words */
        Words: {
            key?: string | null;
            subject?: string | null;
            text: string;
        };
        /** Workload */
        Workload: {
            open: number;
            owners: components["schemas"]["OfOwner"][];
            weeks: components["schemas"]["OfWeek"][];
        };
        /** Writing */
        Writing: {
            /** @default true */
            text?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readAppealLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                decision: string;
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    askAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                decision: string;
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlayersAppeal"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    uploadAttachment: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    downloadAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    linkAttachment: {
        parameters: {
            query?: {
                view?: boolean;
            };
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLink"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    viewAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                actor?: string | null;
                after?: number | null;
                before?: number | null;
                brand?: string | null;
                limit?: number;
                since?: string | null;
                ticket?: string | null;
                type?: string | null;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                actor?: string | null;
                after?: number | null;
                before?: number | null;
                brand?: string | null;
                since?: string | null;
                ticket?: string | null;
                type?: string | null;
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBrands: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getBrand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeBrand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    confirmAlarm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncident"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    dismissAlarm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Dismissal"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedConnection"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackOfficeChecked"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listCalendars: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCalendar"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                calendar: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                calendar: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listChannelsHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listLetterTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterText"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setLetterText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                language: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWords"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterText"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    restoreLetterText: {
        parameters: {
            query?: {
                version?: string | null;
            };
            header?: never;
            path: {
                brand: string;
                language: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterText"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    letterTextHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                language: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterVersion"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewLetterText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                language: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWords"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterTried"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listComplaintLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignLimit"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setComplaintLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLimit"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignLimit"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    identifyReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Identified"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    settleReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reasoned"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listImpostors: {
        parameters: {
            query?: {
                at?: components["schemas"]["ImpostorState"] | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpostorPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    moveImpostor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                impostor: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImpostorPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpostorView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incidents"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    openIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncident"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    linkTickets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLinks"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Linking"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    unlinkTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    updateIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePreview"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaidAs"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listResolvedIncidents: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listOfficial: {
        parameters: {
            query?: {
                history?: boolean;
            };
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficialView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    addOfficial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOfficial"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficialView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    endOfficial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                entry: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ending"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficialView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    replaceOfficial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                entry: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOfficial"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficialView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPromises: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createPromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPromise"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    retirePromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                promise: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changePromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                promise: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromisePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewPauses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PausesBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewPromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQueue"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueuePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    joinQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQueueMember"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    leaveQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                queue: string;
                staff: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setChatKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Secret"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shown"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                language: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Words"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Previewed"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    restoreText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                language: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewText: {
        parameters: {
            query?: {
                /** @description In which light a mail is shown: as the reader's screen has it, or one of the two to look at. */
                look?: components["schemas"]["Look"];
            };
            header?: never;
            path: {
                brand: string;
                language: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Words"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Previewed"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listImpostorsOfTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpostorView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportImpostor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImpostor"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpostorView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBrandTopics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    addTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTopic"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                topic: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeOwnTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                own: string;
                topic: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBulks: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    startBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    stopBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBulkTickets: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                state?: "waiting" | "done" | "unchanged" | "refused" | "undo" | "undone" | "kept" | null;
            };
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    undoBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBulk"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPreview"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listCanned: {
        parameters: {
            query?: {
                brand?: string | null;
                limit?: number;
                q?: string;
                ticket?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Canned"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createCanned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCanned"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Canned"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteCanned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reply: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeCanned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reply: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannedPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Canned"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewCanned: {
        parameters: {
            query: {
                brand?: string | null;
                ticket: string;
            };
            header?: never;
            path: {
                reply: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedFilled"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    tryCanned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Trial"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedFilled"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checked"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    uploadChatAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    downloadChatAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    linkChatAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLink"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getWidget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    chooseInChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseInChat"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chose"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    conversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    endChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listChatMessages: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                ticket?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    leaveChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    email?: string;
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    linkChatToRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayOn"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postChatMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Say"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Said"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    rateChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rating"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rated"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    markChatRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatRead"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatRead"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    openChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenChat"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getChatStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatStatus"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    transcript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Transcript"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Copied"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    tellChatTyping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Writing"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
                settled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reports"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    recordReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUnknown"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listComplaints: {
        parameters: {
            query?: {
                appeal?: boolean;
                at_risk?: boolean;
                brand?: string | null;
                category?: components["schemas"]["ComplaintCategory"] | null;
                cursor?: string | null;
                limit?: number;
                over?: boolean;
                owner?: string | null;
                player?: string | null;
                /** @description Words of the summary, a number, or an identity of the player. */
                q?: string;
                safety?: boolean;
                sort?: components["schemas"]["BoardOrder"];
                stage?: components["schemas"]["ComplaintStage"] | null;
                team?: string | null;
                waiting?: components["schemas"]["Waiting"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    registerComplaint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCase"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComplaintPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    acknowledgeComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plain"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    analyseComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnalysis"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAppeal: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    noteAppeal: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listAppealCandidates: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reviewer"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    concludeAppeal: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConclusion"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    giveAppeal: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveTo"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    writeAppealView: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProvisionalView"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBodies: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BodyView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    closeComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getNotes: {
        parameters: {
            query?: {
                brand?: string | null;
                why?: string;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplianceNote"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosedNote"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteKept"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getReads: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplianceRead"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    complaintConflicts: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conflicts"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    logComplaintConflict: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConflict"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    complaintDeadlines: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintDeadline"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    explainDeadline: {
        parameters: {
            query?: {
                brand?: string | null;
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                complaint: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedDeadline"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listDecisions: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decisions"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    proposeDecision: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecision"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    takeDecision: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                decision: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnCase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    returnDecision: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                decision: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Return"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    signDecision: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                decision: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnCase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    complaintEvents: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HappeningPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getEvidence: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceItem"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getFile: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    ask: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedUpload"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getChronology: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dated"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: {
                brand?: string | null;
                edition?: "full" | "redacted";
                form?: "zip" | "pdf";
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackTaken"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listCaseFiles: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
                message?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFiles"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    freezeFile: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedFile"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    freeze: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedFreeze"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    waive: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                code: string;
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Waiver"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    review: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reviewed"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseEvidence"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listActions: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    addAction: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAction"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    confirmAction: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                action: string;
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnCase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    lookAtAction: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                action: string;
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    proveAction: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                action: string;
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proof"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    extendComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoreTime"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    investigateComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plain"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listLetters: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sendLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWanted"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    owedLetters: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterKind"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWanted"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterPreview"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    mergeComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listComplaintNotes: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotePage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    addComplaintNote: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteMade"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setComplaintOutOfScope: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reasoned"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    nameComplaintParty: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewParty"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listReferrals: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferralView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sendReferral: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReferral"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferralView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    answerReferral: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnswer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferralView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    noteRuling: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRuling"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferralView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    resumeComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plain"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    linkComplaintTickets: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoreTickets"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    complaintTimeline: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintTimeline"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listComplaintViews: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookedPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    waitForComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWait"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    withdrawComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                complaint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    countComplaints: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: components["schemas"]["ComplaintCategory"] | null;
                owner?: string | null;
                /** @description Words of the summary, a number, or an identity of the player. */
                q?: string;
                team?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageTally"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPackKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackKey"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPackKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackKeyInUse"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBehind: {
        parameters: {
            query: {
                brand?: string | null;
                category?: string | null;
                clause?: string | null;
                currency?: string | null;
                cursor?: string | null;
                /**
                 * @description What of the reports can be opened. open, waiting, late: cases that are open now. standing: in a stage now; stayed: left it
                 *         in the time. before: received in as long a time before. judged: decided, as causes count it. decision, ruling, ending,
                 *         given, paid: of outcomes. appeal: heard in the time; sided: a dispute body ruled for one of the sides. met, met_late,
                 *         broken_clock: how deadlines ended. The rest are events of a week.
                 */
                figure: components["schemas"]["Behind"];
                force?: string | null;
                kind?: string | null;
                limit?: number;
                of_team?: string | null;
                outcome?: string | null;
                owner?: string | null;
                pack?: string | null;
                stage?: string | null;
                subcategory?: string | null;
                team?: string | null;
                week?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BehindPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportCauses: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Causes"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportClocks: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
                within_hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clocks"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    exportDefinitions: {
        parameters: {
            query: {
                brand?: string | null;
                /** @description return: what the regulator is sent; records: what is kept of each complaint. */
                edition?: components["schemas"]["Edition"];
                pack: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    traceReport: {
        parameters: {
            query: {
                after?: number | null;
                brand?: string | null;
                category?: string | null;
                /** @description What can be counted, and traced to its events. */
                figure: components["schemas"]["Figure"];
                pack?: string | null;
                team?: string | null;
                week?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportOutcomes: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportOverturns: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overturns"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    readReturn: {
        parameters: {
            query: {
                brand?: string | null;
                /** @description return: what the regulator is sent; records: what is kept of each complaint. */
                edition?: components["schemas"]["Edition"];
                pack: string;
                since: string;
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    exportReturn: {
        parameters: {
            query: {
                brand?: string | null;
                /** @description return: what the regulator is sent; records: what is kept of each complaint. */
                edition?: components["schemas"]["Edition"];
                pack: string;
                since: string;
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportSeen: {
        parameters: {
            query?: {
                brand?: string | null;
                complaint?: string | null;
                cursor?: string | null;
                limit?: number;
                staff?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeenPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportStages: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfStage"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reportWorkload: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                pack?: string | null;
                team?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workload"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listComplaintRules: {
        parameters: {
            query: {
                brand: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setComplaintRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pack: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnWanted"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listOwnRuleChanges: {
        parameters: {
            query: {
                brand: string;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                pack: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnChanges"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    complaintWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplaintWords"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listCorrections: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getCounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    decideOnDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideOnDocument"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDocuments"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    lookAtDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookAtDocument"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opened"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    giveArticleFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DidItHelp"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thanked"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUploadPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    submitDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    uploadDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                kind: components["schemas"]["DocumentKind"];
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getHelpImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                image: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    searchHelp: {
        parameters: {
            query: {
                lang?: "ru" | "en";
                limit?: number;
                q: string;
            };
            header?: never;
            path: {
                brand: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpFound"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listArticles: {
        parameters: {
            query?: {
                brand?: string | null;
                category?: string | null;
                cites?: string | null;
                cursor?: string | null;
                kind?: components["schemas"]["ArticleKind"] | null;
                language?: "ru" | "en" | null;
                limit?: number;
                overdue?: boolean | null;
                owner?: string | null;
                q?: string;
                stale?: boolean | null;
                status?: "draft" | "review" | "approved" | "scheduled" | "published" | "archived" | null;
                topic?: string | null;
                visibility?: components["schemas"]["Visibility"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleViewPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createArticle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticlePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    approveArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewNote"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    archiveArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    checkArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    articleDifference: {
        parameters: {
            query?: {
                newer?: number | null;
                older?: number | null;
            };
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    saveArticleDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftWords"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    discardArticleDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    draftDifference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wording"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    publishArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    restoreArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    scheduleArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishAt"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sendArticleBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewNote"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    submitArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listArticleVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getArticleVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                article: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    saveCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryFields"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteCategory: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                category: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    orderCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    confirmCitation: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                citation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listStaleCitations: {
        parameters: {
            query?: {
                article?: string | null;
                brand?: string | null;
                clause?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaleCitationPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listClauses: {
        parameters: {
            query?: {
                brand?: string | null;
                jurisdiction?: string | null;
                kind?: "terms" | "bonus" | "sports" | null;
                language?: "ru" | "en" | null;
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClauseView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    enterClause: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClause"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClauseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeClause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clause: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClause"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClauseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    removeClause: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                clause: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    clauseCitations: {
        parameters: {
            query?: {
                brand?: string | null;
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Citing"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    clauseHistory: {
        parameters: {
            query?: {
                brand?: string | null;
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClauseView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    knowledgeCounts: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeCounts"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listArticleFeedback: {
        parameters: {
            query?: {
                article?: string | null;
                brand?: string | null;
                commented?: boolean;
                cursor?: string | null;
                helpful?: boolean | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listImages: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageViewPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    uploadArticleImage: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getArticleImage: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                image: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    importHelp: {
        parameters: {
            query?: {
                brand?: string | null;
                dry?: boolean;
                source?: "markdown" | "zendesk" | "intercom";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPhrases: {
        parameters: {
            query?: {
                article?: string | null;
                brand?: string | null;
                cursor?: string | null;
                language?: "ru" | "en" | null;
                limit?: number;
                status?: "proposed" | "approved" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhraseViewPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    approvePhrase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                phrase: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovedWording"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhraseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    rejectPhrase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                phrase: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhraseView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    previewMarkdown: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkdownText"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkdownPreview"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listReadership: {
        parameters: {
            query?: {
                brand?: string | null;
                days?: number;
                language?: "ru" | "en" | null;
                limit?: number;
                unhelpful?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReading"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    searchKnowledge: {
        parameters: {
            query?: {
                /** @description For whom somebody looks. The wall narrows it further to what the actor may see. */
                audience?: components["schemas"]["Audience"];
                brand?: string | null;
                language?: "ru" | "en" | null;
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hit"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listSearches: {
        parameters: {
            query?: {
                brand?: string | null;
                days?: number;
                empty?: boolean;
                language?: "ru" | "en" | null;
                limit?: number;
                place?: "players" | "staff" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Searched"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sendBeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOfLife"] | null;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Beat"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMyChats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveChat"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    myDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listNotices: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                unseen?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    seeNotice: {
        parameters: {
            query?: {
                upto?: string | null;
            };
            header?: never;
            path: {
                notice: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMyPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPreferences"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setMyPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPreferences"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMyPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["There"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setMyPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresenceBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["There"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMyPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPush"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    subscribePush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushMade"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    unsubscribePush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscription: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listMergeProposals: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    decideMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision: "approve" | "refuse" | "undo";
                proposal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    showOriginal: {
        parameters: {
            query?: {
                images?: boolean;
            };
            header?: never;
            path: {
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    takeNext: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextTicket"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    downloadOriginal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                original: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permission"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    findPlayers: {
        parameters: {
            query: {
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayersFound"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPlayer: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                player: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayerCard"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changePlayer: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                player: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlayerPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayerCard"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    proposeMerge: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                player: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPlayerTickets: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                player: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listPresence: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TherePage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    retryOriginal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                original: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    readSatisfaction: {
        parameters: {
            query?: {
                agent?: string | null;
                brand?: string | null;
                channel?: string | null;
                queue?: string | null;
                theme?: components["schemas"]["Theme"] | null;
                topic?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Satisfaction"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    exportSatisfaction: {
        parameters: {
            query?: {
                agent?: string | null;
                brand?: string | null;
                channel?: string | null;
                queue?: string | null;
                theme?: components["schemas"]["Theme"] | null;
                topic?: string | null;
                weeks?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRequest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    defineRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDefinition"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    searchTickets: {
        parameters: {
            query: {
                /** @description A TicketFilter as JSON: the same value as in saved views and bulk actions. Not together with the parameters that filter singly. */
                filter?: string | null;
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HitView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSessions"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: {
                brand?: string | null;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColleaguePage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaff"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Colleague"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeStaff: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                staff: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Colleague"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    grantRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Colleague"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revokeRole: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                role: string;
                staff: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    findStaffByEmail: {
        parameters: {
            query: {
                brand?: string | null;
                email: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    setTeamMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamMembers"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    joinTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    leaveTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff: string;
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                assignee?: string | null;
                brand?: string | null;
                channel?: string | null;
                count?: boolean;
                cursor?: string | null;
                danger?: boolean | null;
                /** @description A TicketFilter as JSON: the same value as in saved views and bulk actions. Not together with the parameters that filter singly. */
                filter?: string | null;
                language?: "ru" | "en" | null;
                limit?: number;
                mentioned?: "true" | "false" | "unseen" | null;
                player?: string | null;
                priority?: "urgent" | "high" | "normal" | "low" | null;
                q?: string | null;
                queue?: string | null;
                snoozed?: boolean | null;
                sort?: components["schemas"]["Sort"] | null;
                status?: string[] | null;
                tag?: string | null;
                topic?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketInFull"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeTicket: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    actOnTicket: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                action: "take" | "assign" | "unassign" | "transfer" | "escalate" | "priority" | "topic" | "snooze" | "wake" | "wait" | "hold" | "solve" | "close" | "reopen" | "merge" | "unmerge" | "split" | "spam" | "not_spam" | "redact" | "clear_danger" | "tag" | "link" | "unlink" | "rename" | "retry" | "channel";
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Act"] | null;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    registerFromTicket: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseOfTicket"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    declineComplaint: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reasoned"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Declined"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    context: {
        parameters: {
            query?: {
                brand?: string | null;
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketContext"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDocuments"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    askForDocuments: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForDocuments"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDocuments"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    withdrawDocuments: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDocuments"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                kind: "reply" | "note";
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    keepDraft: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                kind: "reply" | "note";
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    discardDraft: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                kind: "reply" | "note";
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTicketEvents: {
        parameters: {
            query?: {
                after?: number;
                brand?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getIncidentsOfTicket: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentsOfTicket"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listLater: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Later"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    mentionable: {
        parameters: {
            query?: {
                brand?: string | null;
                q?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mentionable"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                after?: string | null;
                brand?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageViewPage"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postMessage: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessageBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Later"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                message: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenBack"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTicketPromises: {
        parameters: {
            query?: {
                brand?: string | null;
                language?: "ru" | "en" | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPromise"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    markTicketRead: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkedRead"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    tellTyping: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Typing"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    tellViewing: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looking"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listWays: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Way"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    whisper: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Whisper"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    explainDispatch: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listTopics: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    trackRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                secret: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    chooseInTracking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand: string;
                secret: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseInTracking"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answers"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    wall: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wall"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    listBroadcasts: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Broadcast"][];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    broadcast: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBroadcast"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Broadcast"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    wallDay: {
        parameters: {
            query?: {
                brand?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Day"];
                };
            };
            /** @description Refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
