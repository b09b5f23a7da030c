/* The one list of outcomes. Every code that a reply, an exit status or a log line names
 * stands here once. Append only: wire names and exit codes are part of the protocol. */
#ifndef CLEANCOPY_BASE_STATUS_H
#define CLEANCOPY_BASE_STATUS_H

/* X(name, wire name, exit code, sentence for people)
 * Exit codes are distinct, so that a worker's exit names its outcome; they stay clear of
 * the shell's own (1, 2, 126 and above). */
#define STATUS_LIST(X)                                                                   \
    X(OK, "ok", 0, "Done.")                                                              \
    X(NO_ARTICLE, "no_article", 10,                                                      \
      "This page holds no article that could be told apart.")                            \
    X(BAD_FRAME, "bad_frame", 11, "The message frame is broken; the connection ends.")   \
    X(BAD_REQUEST, "bad_request", 12, "The request is not understood.")                  \
    X(BAD_VERSION, "bad_version", 13, "Extension and helper speak different protocols.") \
    X(BAD_CALLER, "bad_caller", 14, "This caller is not a registered extension.")        \
    X(TOO_LARGE, "too_large", 15, "The page or the answer is larger than the limit.")    \
    X(TOO_COMPLEX, "too_complex", 16, "The page needs more memory than the limit.")      \
    X(TOO_SLOW, "too_slow", 17, "The page needs more time than the limit.")              \
    X(CRASHED, "crashed", 18, "The worker for this page died; nothing else was hurt.")   \
    X(BUSY, "busy", 19, "Too many pages at once; try again in a moment.")                \
    X(CANCELLED, "cancelled", 20, "Cancelled, as asked.")                                \
    X(UNKNOWN_SNAPSHOT, "unknown_snapshot", 21,                                          \
      "This snapshot is not in hand (any more).")                                        \
    X(SAVE_FAILED, "save_failed", 22, "The copy could not be written.")                  \
    X(IO_ERROR, "io_error", 23, "Reading or writing failed.")                            \
    X(INTERNAL, "internal", 24, "The helper could not do this; nothing was lost.")       \
    X(USAGE, "usage", 64, "The command line is not understood.")

#define STATUS_ENUM(name, wire, exit_code, sentence) name,
enum status { STATUS_LIST(STATUS_ENUM) N_STATUS };
#undef STATUS_ENUM

/* The spelling on the wire and in --why, e.g. "too_large". */
const char *status_name(enum status st);

/* One sentence for people, with a full stop. */
const char *status_sentence(enum status st);

/* The exit code of a process that ends with this outcome. */
int status_exit(enum status st);

/* The outcome that an exit code stands for; CRASHED for codes that are not ours. */
enum status status_from_exit(int code);

#endif
