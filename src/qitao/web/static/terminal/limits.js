// The terminal's named limits: how much it keeps, how long it waits, how often it tries.
"use strict";
window.terminal = {
  limits: Object.freeze({
    WAITING_MAX: 500, // acts that may wait to be sent
    SENT_DAYS: 14, // how long what was sent is kept, to be sent again after a restore
    SENT_MAX: 10000,
    ASKED_MAX: 500, // acts in one question to the server
    PACK_BYTES_MAX: 2000000,
    PATIENCE_MS: 1500, // how long a person stands and waits for the server's answer
    SEND_MS: 20000,
    PACK_MS: 15000,
    AGAIN_SECONDS_MAX: 60,
    BUSY_MAX: 5, // times that "somebody else is working on it" is taken for "later"
    RECHECK_SECONDS: 300, // how often a quiet tablet asks whether the server still knows its acts
    PIECES_SHOWN_MAX: 200,
    CHARS_MAX: 300,
    DRAWING_BYTES_MAX: 1000000, // larger ones need the network
    DRAWINGS_MAX: 40,
  }),
};
