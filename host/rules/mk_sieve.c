/* Sieves (sieve.h): filled and written. */
#include "rules/mk.h"

#include "rules/sieve.h"

struct mk_sieve {
    uint8_t lengths[256];
    uint64_t *bits, *prefixes;
    size_t n; /* words of bits, of prefixes as many */
    unsigned shift;
};

enum { BITS_PER_WORD = 20 }; /* so one bit in twenty is set */

struct mk_sieve *sieve_make(size_t n_words)
{
    struct mk_sieve *sieve = mk_alloc(1, sizeof *sieve);
    size_t n_bits = 64;

    for (sieve->shift = 64 - 6; n_bits < BITS_PER_WORD * n_words; n_bits *= 2)
        sieve->shift--;
    sieve->n = n_bits / 64;
    sieve->bits = mk_alloc(sieve->n, sizeof *sieve->bits);
    sieve->prefixes = mk_alloc(sieve->n, sizeof *sieve->prefixes);
    return sieve;
}

static size_t put(const struct mk_sieve *sieve, uint64_t *bits, const char *word,
                  size_t n)
{
    size_t bit = sieve_bit(sieve_load(word, n), n, sieve->shift);

    bits[bit / 64] |= UINT64_C(1) << bit % 64;
    return bit;
}

void sieve_add_word(struct mk_sieve *sieve, const char *word, size_t len)
{
    sieve->lengths[(unsigned char)*word] |= 1;
    put(sieve, sieve->bits, word, len < 8 ? len : 8);
}

size_t sieve_add_beginning(struct mk_sieve *sieve, const char *word, size_t len)
{
    static const uint8_t lengths[N_SIEVE_LENGTHS] = SIEVE_LENGTHS;
    unsigned which = 0;

    while (lengths[which] != sieve_told(len))
        which++;
    sieve->lengths[(unsigned char)*word] |= (uint8_t)(1u << which);
    if (1u << which & SIEVE_LONG)
        put(sieve, sieve->prefixes, word, SIEVE_PREFIX);
    return put(sieve, sieve->bits, word, lengths[which]);
}

void sieve_write_ranks(const struct mk_sieve *sieve, const char *name, FILE *stream)
{
    unsigned before = 0;

    fprintf(stream, "static const uint16_t %s[%zu] = {", name, sieve->n);
    for (size_t i = 0; i < sieve->n; i++) {
        fprintf(stream, "%s%u", i % 16 ? ", " : i ? ",\n    " : "\n    ", before);
        before += (unsigned)__builtin_popcountll(sieve->bits[i]);
    }
    fputs("};\n", stream);
}

static void bits_write(const uint64_t *bits, size_t n, const char *name, FILE *stream)
{
    fprintf(stream, "static const uint64_t %s[%zu] = {", name, n);
    for (size_t i = 0; i < n; i++)
        fprintf(stream, "%s0x%llx",
                i % 4 ? ", "
                : i   ? ",\n    "
                      : "\n    ",
                (unsigned long long)bits[i]);
    fputs("};\n", stream);
}

void sieve_write(const struct mk_sieve *sieve, const char *name, FILE *stream)
{
    fprintf(stream, "static const uint8_t %s_lengths[256] = {", name);
    for (size_t i = 0; i < 256; i++)
        fprintf(stream, "%s%d",
                i % 24 ? ", "
                : i    ? ",\n    "
                       : "\n    ",
                sieve->lengths[i]);
    fputs("};\n", stream);
    bits_write(sieve->bits, sieve->n, mk_format("%s_bits", name), stream);
    bits_write(sieve->prefixes, sieve->n, mk_format("%s_prefixes", name), stream);
}

void sieve_write_name(const struct mk_sieve *sieve, const char *name, FILE *stream)
{
    fprintf(stream, "{%s_lengths, %s_bits, %s_prefixes, %u}", name, name, name,
            sieve->shift);
}

void sieves_write(struct mk_sieve *const *sieves, int n, const char *name, FILE *stream)
{
    for (int i = 0; i < n; i++)
        sieve_write(sieves[i], mk_format("%s_%d", name, i), stream);
    fprintf(stream, "const struct sieve %s[] = {", name);
    for (int i = 0; i < n; i++) {
        fputs(i ? ",\n    " : "\n    ", stream);
        sieve_write_name(sieves[i], mk_format("%s_%d", name, i), stream);
    }
    fputs("};\n\n", stream);
}
