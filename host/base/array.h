/* Arrays whose length the compiler knows. */
#ifndef CLEANCOPY_BASE_ARRAY_H
#define CLEANCOPY_BASE_ARRAY_H

/* Items, not bytes. Not for pointers. */
#define N_OF(array) (sizeof(array) / sizeof *(array))

#endif
