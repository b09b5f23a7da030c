/* A file that appears whole or not at all: written where nobody sees it, made durable,
 * then given its name. A program that is killed in between leaves nothing behind where
 * the file system has nameless files (O_TMPFILE), and else one temporary file that a
 * later draft_sweep takes away. Functions return 0 or an errno. */
#ifndef CLEANCOPY_STORE_DRAFT_H
#define CLEANCOPY_STORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct draft {
    int folder;    /* borrowed */
    int fd;        /* -1: nothing open */
    char name[48]; /* of the temporary file; empty for a nameless one */
};

/* Opens a draft in an open folder. A `named` draft has a temporary name from the start:
 * it alone can replace a file, and it works on every file system. */
int draft_open(struct draft *draft, int folder, mode_t mode, bool named);

int draft_write(struct draft *draft, const char *bytes, size_t len);

/* Makes the bytes durable and gives them a name; EEXIST when it is taken, and the draft
 * may try another one. */
int draft_publish(struct draft *draft, const char *name);

/* The same, in place of what had the name. Named drafts only. */
int draft_replace(struct draft *draft, const char *name);

/* Closes; what was not published is gone. Due after every draft_open that returned 0. */
void draft_close(struct draft *draft);

/* Unlinks temporary files older than a day that killed programs left in the folder. */
void draft_sweep(int folder);

/* A sentence for an errno of the above, for people. */
const char *draft_why(int error);

#endif
