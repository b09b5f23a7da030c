/* Lines on stderr, off by default (CLEANCOPY_LOG=1 turns them on). Browsers show a host's
 * stderr to people: never page content, never addresses. */
#ifndef CLEANCOPY_BASE_LOG_H
#define CLEANCOPY_BASE_LOG_H

void log_open(const char *program);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
