/* What the plain-C loops share: reading the arrays that the benchmark wrote, the clock, and the line they print. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <omp.h>

static FILE *bench_file;

static void bench_open(const char *path)
{
    bench_file = fopen(path, "rb");
    if (!bench_file) { perror(path); exit(1); }
}

/* The next array of the file: an int64 count, then the elements. */
static void *bench_read(size_t element_size, int64_t *count_out)
{
    int64_t count;
    if (fread(&count, sizeof count, 1, bench_file) != 1) { fputs("the data file is too short\n", stderr); exit(1); }
    size_t bytes = ((size_t)count * element_size + 63) / 64 * 64;
    void *data = aligned_alloc(64, bytes ? bytes : 64);
    if (!data || fread(data, element_size, count, bench_file) != (size_t)count) { fputs("the data file is too short\n", stderr); exit(1); }
    if (count_out) *count_out = count;
    return data;
}

static inline int32_t *bench_zeros(int64_t count)
{
    size_t bytes = ((size_t)count * 4 + 63) / 64 * 64;
    int32_t *data = aligned_alloc(64, bytes);
    memset(data, 0, bytes);
    return data;
}

static double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* a * b / 2^s with a 64-bit product, rounded down. */
static inline int32_t mul_shift(int32_t a, int32_t b, int s) { return (int32_t)(((int64_t)a * b) >> s); }

static inline int32_t sat24(int32_t x) { return x < -8388608 ? -8388608 : x > 8388607 ? 8388607 : x; }

/* Lists the neurons from first on whose flag is set; flags are looked at eight at a time, since few are. */
static inline int collect(const uint8_t *fired, int n, int first, int32_t *restrict list)
{
    int count = 0, j = 0;
    for (; j + 8 <= n; j += 8) {
        uint64_t eight;
        memcpy(&eight, fired + j, 8);
        for (; eight; eight &= eight - 1) list[count++] = first + j + (__builtin_ctzll(eight) >> 3);
    }
    for (; j < n; j++)
        if (fired[j]) list[count++] = first + j;
    return count;
}

static void bench_report(double seconds, int64_t spikes, int64_t events)
{
    printf("%.9f %lld %lld\n", seconds, (long long)spikes, (long long)events);
}
