/* Threads: questions and answers, forum posts, discussions. Their posts come out in order, each
 * with who wrote it and when; what answers a post and stands inside it is a blockquote
 * there, in every format. */
#ifndef CLEANCOPY_ENGINE_THREAD_H
#define CLEANCOPY_ENGINE_THREAD_H

#include "engine/page.h"

/* Where kept text stands in at least two posts that each name an author and a time, keeps
 * the lines that do so, and makes blockquotes of the posts inside others. Posts are known by
 * their microdata (rules/schema.txt), or by class (rules/zones.txt) where others like them
 * stand beside them. Signatures go, and short lines that several posts say alike.
 * Needs block->keep; sets page->post_end. */
void thread_keep(struct page *page);

#endif
