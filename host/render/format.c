#include "render/format.h"

#include <string.h>

#include "render/answer.h"

static const struct {
    const char *name, *extension;
    unsigned want;
} formats[N_FORMATS] = {
#define FORMAT_ROW(format, name, extension, want) {name, extension, want},
    FORMATS(FORMAT_ROW)
#undef FORMAT_ROW
};

const char *format_name(enum format format)
{
    return formats[format].name;
}

const char *format_extension(enum format format)
{
    return formats[format].extension;
}

unsigned format_want(enum format format)
{
    return formats[format].want;
}

bool format_find(const char *name, enum format *format)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0) {
            *format = (enum format)i;
            return true;
        }
    return false;
}
