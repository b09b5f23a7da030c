/* How a text ends: as texts end, in dots, or within a sentence. */
#ifndef CLEANCOPY_ENGINE_ENDING_H
#define CLEANCOPY_ENGINE_ENDING_H

#include "engine/block.h"

enum ending {
    ENDS_NOWHERE, /* no text */
    ENDS_COMPLETE,
    ENDS_CUT,     /* in dots */
    ENDS_SEVERED, /* running text without the end of its sentence */
    ENDS_SOMEHOW, /* in a heading, a list, a colon */
};

/* Of a block; what closes a quotation or a bracket is passed over. */
enum ending ending_of(const struct block *block);

#endif
