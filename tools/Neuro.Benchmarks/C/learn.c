/* L1 and L2: the learning networks of Learning/StdpNetwork.cs, the same integers in the same order, as one would write them in C.
   usage: learn DATA */
#include "bench.h"

enum { SOURCES = 784, TARGETS = 400, MOST = 16383, TRACE_MOST = 8191 };

static int16_t *w, *w0;
static int32_t *x, *y, *v, *theta, *sum, *in_x, *inhibition, *pre, *post, *due;
static int8_t *lateral;

__attribute__((noinline)) static void add_row(int32_t *restrict s, const int16_t *restrict row)
{
    for (int j = 0; j < TARGETS; j++) s[j] += row[j];
}

__attribute__((noinline)) static void add_lateral(int32_t *restrict s, const int8_t *restrict row)
{
    for (int j = 0; j < TARGETS; j++) s[j] += row[j] * 128;
}

__attribute__((noinline)) static void depress(int16_t *restrict row, const int32_t *restrict trace)
{
    for (int j = 0; j < TARGETS; j++) {
        int32_t n = row[j] - ((trace[j] * 16) >> 8);
        row[j] = n < 0 ? 0 : n;
    }
}

__attribute__((noinline)) static void potentiate(int16_t *restrict column, const int32_t *restrict trace)
{
    for (int i = 0; i < SOURCES; i++) {
        int32_t n = column[i * TARGETS];
        n += ((MOST - n) * ((trace[i] * 8) >> 8)) >> 10;
        column[i * TARGETS] = n > MOST ? MOST : n;
    }
}

static inline int32_t decayed(int32_t trace) { return (trace * 243) >> 8; }

static inline int32_t capped(int32_t trace) { return trace > TRACE_MOST ? TRACE_MOST : trace; }

/* The sources' traces, of which count fire. */
static void step_sources(const int32_t *events, int count)
{
    for (int i = 0; i < SOURCES; i++) x[i] = decayed(x[i]);
    for (int e = 0; e < count; e++) x[events[e]] = capped(x[events[e]] + 256);
}

static int64_t learn(const int32_t *events, int count, int fired)
{
    for (int e = 0; e < count; e++) depress(w + events[e] * TARGETS, y);
    for (int e = 0; e < fired; e++) potentiate(w + post[e], x);
    return (int64_t)count * TARGETS + (int64_t)fired * SOURCES;
}

/* Two populations driven from outside. */
static void run_pairs(int ticks, const int32_t *a, const int32_t *ia, const int32_t *b, const int32_t *ib, int64_t *updates, int64_t *spikes)
{
    for (int t = 0; t < ticks; t++) {
        const int32_t *events = ia + a[t];
        int count = a[t + 1] - a[t], fired = b[t + 1] - b[t];
        step_sources(events, count);
        for (int e = 0; e < count; e++) add_row(in_x, w + events[e] * TARGETS);
        for (int j = 0; j < TARGETS; j++) {
            sum[j] += in_x[j];
            in_x[j] = 0;
            y[j] = decayed(y[j]);
        }
        memcpy(post, ib + b[t], fired * 4);
        for (int e = 0; e < fired; e++) y[post[e]] = capped(y[post[e]] + 256);
        *updates += learn(events, count, fired);
        *spikes += count + fired;
    }
}

static uint8_t flags[TARGETS];

/* Excitatory neurons with adaptive thresholds, each of which inhibits all others a tick later. */
static void run_network(int ticks, const int32_t *a, const int32_t *ia, int64_t *updates, int64_t *spikes)
{
    int inhibiting = 0;
    for (int t = 0; t < ticks; t++) {
        const int32_t *events = ia + a[t];
        int count = a[t + 1] - a[t];
        step_sources(events, count);
        for (int e = 0; e < count; e++) add_row(in_x, w + events[e] * TARGETS);
        for (int e = 0; e < inhibiting; e++) add_lateral(inhibition, lateral + due[e] * TARGETS);
        for (int j = 0; j < TARGETS; j++) {
            int32_t u = mul_shift(v[j], 8028, 13) + (in_x[j] >> 4) + inhibition[j];
            in_x[j] = inhibition[j] = 0;
            int fired = u >= 12000 + theta[j];
            int32_t least = u < -30000 ? -30000 : u > 524287 ? 524287 : u;
            v[j] = fired ? 0 : least;
            int32_t next = theta[j] - (theta[j] >> 12) + (fired ? 600 : 0);
            theta[j] = next > 524287 ? 524287 : next;
            y[j] = capped(decayed(y[j]) + (fired ? 256 : 0));
            flags[j] = fired;
        }
        int fired = collect(flags, TARGETS, 0, post);
        *updates += learn(events, count, fired);
        /* sources, excitatory and inhibitory neurons */
        *spikes += count + 2 * fired;
        memcpy(due, post, fired * 4);
        inhibiting = fired;
    }
    int32_t *total = in_x, *factor = inhibition;
    for (int i = 0; i < SOURCES; i++) add_row(total, w + i * TARGETS);
    for (int j = 0; j < TARGETS; j++) factor[j] = total[j] ? ((int64_t)1960000 << 12) / total[j] : 0;
    for (int i = 0; i < SOURCES; i++)
        for (int j = 0; j < TARGETS; j++) {
            int32_t n = mul_shift(w[i * TARGETS + j], factor[j], 12);
            w[i * TARGETS + j] = n > MOST ? MOST : n < 0 ? 0 : n;
        }
    *updates += SOURCES * TARGETS;
    memset(in_x, 0, TARGETS * 4); memset(inhibition, 0, TARGETS * 4);
    memset(x, 0, SOURCES * 4); memset(v, 0, TARGETS * 4); memset(y, 0, TARGETS * 4);
}

int main(int argc, char **argv)
{
    if (argc != 2) { fputs("usage: learn DATA\n", stderr); return 2; }
    bench_open(argv[1]);
    const int32_t *sizes = bench_read(4, 0);
    int network = sizes[0], samples = sizes[1], ticks = sizes[2], repetitions = sizes[3];
    w0 = bench_read(2, 0);
    lateral = bench_read(1, 0);
    const int32_t *a = bench_read(4, 0), *ia = bench_read(4, 0), *b = bench_read(4, 0), *ib = bench_read(4, 0);
    w = bench_read(2, 0);
    x = bench_zeros(SOURCES); y = bench_zeros(TARGETS); v = bench_zeros(TARGETS); theta = bench_zeros(TARGETS);
    sum = bench_zeros(TARGETS); in_x = bench_zeros(TARGETS); inhibition = bench_zeros(TARGETS);
    post = bench_zeros(TARGETS); due = bench_zeros(TARGETS);
    int64_t updates = 0, spikes = 0;
    double start = 0;
    for (int r = -1; r < repetitions; r++) { /* the first warms */
        if (r == 0) start = bench_now();
        updates = spikes = 0;
        memcpy(w, w0, SOURCES * TARGETS * 2);
        memset(x, 0, SOURCES * 4); memset(y, 0, TARGETS * 4); memset(theta, 0, TARGETS * 4); memset(v, 0, TARGETS * 4);
        if (!network) run_pairs(ticks, a, ia, b, ib, &updates, &spikes);
        for (int s = 0; network && s < samples; s++) run_network(ticks, a + s * (ticks + 1), ia, &updates, &spikes);
    }
    double seconds = (bench_now() - start) / repetitions;
    int64_t checksum = 0;
    for (int k = 0; k < SOURCES * TARGETS; k++) checksum += (int64_t)w[k] * (k % 1009 + 1);
    printf("%.9f %lld %lld %lld\n", seconds, (long long)spikes, (long long)updates, (long long)checksum);
    return 0;
}
