/* tests/harness/replay.c: runs a fuzz target once on each file given, without a fuzzer.
 *
 * Does      make `make check` repeat what fuzzing once found; a folder stands for its files
 * Does not  catch a crash: the signal ends the program, the last line printed names the file
 * Errors    exit 2 when a file cannot be read
 */
#include "base/cc.h"
#include "base/mem.h"

#include <dirent.h>
#include <stdint.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t n = 0, got = 0;

    if (!f)
        return false;
    do {
        data = mem_resize(data, n + 65536);
        got = fread(data + n, 1, 65536, f);
        n += got;
    } while (got > 0);
    fclose(f);
    /* An exact copy, so that a sanitizer sees the first byte read past the end. */
    data = mem_resize(data, n);
    printf("# %s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, n);
    mem_free(data);
    return true;
}

static int run_folder(const char *path)
{
    DIR *d = opendir(path);
    char file[4096];
    int n = 0;

    if (!d)
        return 0;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
        if (run_file(file))
            n++;
    }
    closedir(d);
    return n;
}

int main(int argc, char **argv)
{
    struct stat st;
    int n = 0;

    for (int i = 1; i < argc; i++) {
        if (stat(argv[i], &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode)) {
            n += run_folder(argv[i]);
        } else if (run_file(argv[i])) {
            n++;
        } else {
            fprintf(stderr, "could not read %s\n", argv[i]);
            return 2;
        }
    }
    printf("ok 1 - %s, %d files\n1..1\n", argv[0], n);
    return 0;
}
