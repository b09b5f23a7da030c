#include "base/status.h"

static const struct {
    const char *name, *sentence;
    int exit_code;
} outcomes[N_STATUS] = {
#define STATUS_ROW(name, wire, exit_code, sentence) [name] = {wire, sentence, exit_code},
    STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

const char *status_name(enum status st)
{
    return st < N_STATUS ? outcomes[st].name : outcomes[INTERNAL].name;
}

const char *status_sentence(enum status st)
{
    return st < N_STATUS ? outcomes[st].sentence : outcomes[INTERNAL].sentence;
}

int status_exit(enum status st)
{
    return st < N_STATUS ? outcomes[st].exit_code : outcomes[INTERNAL].exit_code;
}

enum status status_from_exit(int code)
{
    for (int st = 0; st < N_STATUS; st++)
        if (outcomes[st].exit_code == code)
            return (enum status)st;
    return CRASHED;
}
