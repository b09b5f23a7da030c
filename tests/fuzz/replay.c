/* Gives a fuzz target a plain main: each file named is one input, and one line of
 * TAP. So the seeds, and every input that once was a finding, are run on every test,
 * with any compiler. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            perror(argv[i]);
            return 1;
        }
        static uint8_t bytes[1 << 20];
        size_t len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        fprintf(stderr, "# %s\n",
                argv[i]); /* the last one named is the one that failed */
        LLVMFuzzerTestOneInput(bytes, len);
        printf("ok %d - %s\n", i, argv[i]);
    }
    printf("1..%d\n", argc - 1);
    return 0;
}
