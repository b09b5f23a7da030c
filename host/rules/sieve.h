/* Sieves over sets of words: by a multiplication and a bit most words and most places of
 * most texts are told to be none of them. What passes is looked up; one in some dozens
 * passes for nothing. mkrules fills them, the lexicon asks. */
#ifndef CLEANCOPY_RULES_SIEVE_H
#define CLEANCOPY_RULES_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The beginning of a word is told by so many bytes: the most of these that it has. */
#define SIEVE_LENGTHS    \
    {                    \
        1, 2, 3, 4, 6, 8 \
    }
enum {
    N_SIEVE_LENGTHS = 6,
    SIEVE_PREFIX = 4,
    SIEVE_LONG = 7u << 3, /* bits of the lengths that are as long, or longer */
};

struct sieve {
    /* By the first byte of a word, 0: none begins so. Of beginnings bit i says that some are
     * told by the i-th length. */
    const uint8_t *lengths;
    const uint64_t *bits;
    const uint64_t *prefixes; /* the first bytes of beginnings told by SIEVE_LONG */
    unsigned shift;           /* leaves as much of a hash as numbers a bit of `bits` */
};

/* How many bytes tell a beginning of `len` bytes (not 0). */
static inline size_t sieve_told(size_t len)
{
    static const uint8_t told[] = {0, 1, 2, 3, 4, 4, 6, 6, 8};

    return told[len < 8 ? len : 8];
}

static inline uint64_t sieve_load_half(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24;
}

/* The first bytes as a number, the same on every machine; at most eight. */
static inline uint64_t sieve_load(const char *text, size_t len)
{
    const unsigned char *b = (const unsigned char *)text;
    size_t last = len - 1;

    if (len >= 8) /* one instruction, where bytes stand this way around */
        return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
               (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
               (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
    if (len >= 4) /* two halves, which may lie over each other */
        return sieve_load_half(b) | sieve_load_half(b + len - 4) << 8 * (len - 4);
    if (len == 0)
        return 0;
    return b[0] | (uint64_t)b[len / 2] << 8 * (len / 2) | (uint64_t)b[last] << 8 * last;
}

/* The bit of the first `n` bytes (1 to 8) of what was loaded. */
static inline size_t sieve_bit(uint64_t loaded, size_t n, unsigned shift)
{
    return (size_t)((loaded << (64 - 8 * n)) * UINT64_C(0x9E3779B97F4A7C15) >> shift);
}

static inline bool sieve_has_bit(const struct sieve *sieve, size_t bit)
{
    return sieve->bits[bit / 64] >> bit % 64 & 1;
}

static inline bool sieve_holds(const struct sieve *sieve, uint64_t loaded, size_t n)
{
    return sieve_has_bit(sieve, sieve_bit(loaded, n, sieve->shift));
}

/* False: this is none of the words. A word is told by up to eight of its bytes. */
static inline bool sieve_has(const struct sieve *sieve, const char *word, size_t len)
{
    return len > 0 && sieve_holds(sieve, sieve_load(word, len), len < 8 ? len : 8);
}

/* The lengths that are left for a text after its first four bytes were looked up: most
 * places of most texts have none. Of a sieve of beginnings. */
static inline unsigned sieve_lengths(const struct sieve *sieve, uint64_t loaded,
                                     size_t len)
{
    unsigned has = sieve->lengths[loaded & 0xFF];
    size_t bit;

    if (!(has & SIEVE_LONG))
        return has;
    bit = sieve_bit(loaded, SIEVE_PREFIX, sieve->shift);
    if (len < SIEVE_PREFIX || !(sieve->prefixes[bit / 64] >> bit % 64 & 1))
        has &= ~(unsigned)SIEVE_LONG;
    return has;
}

/* The next of the lengths that are left in `has`; one at least is. */
static inline size_t sieve_next_length(unsigned *has)
{
    static const uint8_t lengths[N_SIEVE_LENGTHS] = SIEVE_LENGTHS;
    size_t n = lengths[__builtin_ctz(*has)];

    *has &= *has - 1;
    return n;
}

/* False: none of the words begins here. Of a sieve that is filled for it. */
static inline bool sieve_begins(const struct sieve *sieve, const char *text, size_t len)
{
    uint64_t loaded;
    unsigned has;

    if (!sieve->lengths[(unsigned char)*text])
        return false;
    loaded = sieve_load(text, len);
    has = sieve_lengths(sieve, loaded, len);
    while (has) {
        size_t n = sieve_next_length(&has);

        if (n <= len && sieve_holds(sieve, loaded, n))
            return true;
    }
    return false;
}

#endif
