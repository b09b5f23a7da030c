#include "engine/json_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/array.h"

/* One past the comment, or the mark of one, that begins at `text`; `text` where none does.
 * A comment that is not closed goes to the end. */
static char *past_comment(char *text)
{
    static const char *const comments[][2] = {{"/*", "*/"},      {"//", "\n"},
                                              {"<!--", ""},      {"-->", ""},
                                              {"<![CDATA[", ""}, {"]]>", ""}};

    for (size_t i = 0; i < N_OF(comments); i++) {
        size_t len = strlen(comments[i][0]);
        char *close;

        if (strncmp(text, comments[i][0], len) != 0)
            continue;
        close = strstr(text + len, comments[i][1]);
        return close ? close + strlen(comments[i][1]) : text + strlen(text);
    }
    return text;
}

char *json_text_start(char *text)
{
    while (*text != '\0' && *text != '{' && *text != '[') {
        char *past = past_comment(text);

        text = past > text ? past : text + 1;
    }
    return text;
}

/* What stands at `text` when blanks and comments are passed over. */
static char *next_token(char *text)
{
    char *past;

    for (;;) {
        text += strspn(text, " \t\r\n");
        past = past_comment(text);
        if (past == text)
            return text;
        text = past;
    }
}

/* Whether a quote ends its string, by what follows it: in "He said "no" to it" two do not. */
static bool ends_string(char *behind)
{
    char *next = next_token(behind);

    if (*next == ',') {
        next = next_token(next + 1);
        return strchr("\"{[}]-0123456789", *next) || strncmp(next, "true", 4) == 0 ||
               strncmp(next, "false", 5) == 0 || strncmp(next, "null", 4) == 0;
    }
    return strchr(":}];", *next) != NULL;
}

/* One character of a string, or two of an escape; returns where the next one is. */
static char *mend_in_string(char *in, char **out)
{
    if (*in == '\\' && in[1] != '\0') {
        if (strchr("\"\\/bfnrtu", in[1])) {
            *(*out)++ = '\\';
            *(*out)++ = in[1];
        } else if ((unsigned char)in[1] >= ' ') {
            *(*out)++ = in[1];
        }
        return in + 2;
    }
    *(*out)++ = (unsigned char)*in < ' ' ? ' ' : *in;
    return in + 1;
}

void json_text_mend(char *text)
{
    char *out = text;
    bool in_string = false;

    for (char *in = text; *in != '\0';) {
        char *past;

        if (in_string && *in != '"') {
            in = mend_in_string(in, &out);
            continue;
        }
        past = in_string ? in : past_comment(in);
        if (past > in) {
            in = past;
            continue;
        }
        if (in_string && !ends_string(in + 1)) {
            *out++ = '\'';
            in++;
            continue;
        }
        if (*in == '"') {
            in_string = !in_string;
        } else if (*in == ',') {
            char next = *next_token(in + 1);

            if (next == '}' || next == ']') {
                in++;
                continue;
            }
        }
        *out++ = (unsigned char)*in < ' ' || *in == ';' ? ' ' : *in;
        in++;
    }
    *out = '\0';
}

void json_text_close(char *text)
{
    char open[JSON_TEXT_ROOM], *end = text;
    size_t depth = 0;
    bool in_string = false;

    for (; *end != '\0'; end++) {
        if (in_string && *end == '\\' && end[1] != '\0')
            end++;
        else if (*end == '"')
            in_string = !in_string;
        else if (!in_string && (*end == '{' || *end == '[') && depth < sizeof open - 3)
            open[depth++] = *end == '{' ? '}' : ']';
        else if (!in_string && (*end == '}' || *end == ']') && depth > 0)
            depth--;
    }
    if (in_string)
        *end++ = '"';
    while (!in_string && end > text && strchr(" \t\r\n,", end[-1]))
        end--;
    while (depth > 0)
        *end++ = open[--depth];
    *end = '\0';
}
