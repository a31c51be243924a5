/* W3: the 12-40(recurrent)-7 network of Workloads/RecurrentNetwork.cs, the same integers, as one would write it in C: sample after
   sample, a row of int8 weights is added for each event. Threads share the samples.
   usage: recurrent DATA THREADS REPETITIONS */
#include "bench.h"

enum { INPUTS = 12, HIDDEN = 40, OUTPUTS = 7 };

static int samples, ticks;
static int32_t alpha, beta, threshold1, threshold2;
static int8_t *w1, *wr, *w2;
static int32_t *offsets, *indices;

/* Not inlined: gcc 12 forgets what restrict says when it inlines this, and then does not vectorise it. */
__attribute__((noinline)) static void add_row(int32_t *restrict sums, const int8_t *restrict row, int n)
{
    for (int j = 0; j < n; j++) sums[j] += row[j];
}

static inline int step(int32_t *restrict current, int32_t *restrict v, int32_t *restrict sums, int32_t *restrict list, int n, int32_t threshold)
{
    uint8_t fired[HIDDEN];
    for (int j = 0; j < n; j++) {
        int32_t i = sat24(mul_shift(current[j], alpha, 16) + sums[j]);
        int32_t charged = sat24(mul_shift(v[j], beta, 16) + i);
        int spike = charged > threshold;
        sums[j] = 0;
        current[j] = i;
        v[j] = spike ? 0 : charged;
        fired[j] = spike;
    }
    return collect(fired, n, 0, list);
}

static void run_sample(int s, int64_t *spikes, int64_t *events)
{
    int32_t i1[HIDDEN] = {0}, v1[HIDDEN] = {0}, sums1[HIDDEN] = {0}, list[HIDDEN];
    int32_t i2[OUTPUTS] = {0}, v2[OUTPUTS] = {0}, sums2[OUTPUTS] = {0}, out[OUTPUTS];
    int64_t total = 0, delivered = 0;
    int before = 0; /* spikes of the tick before, still in list */
    const int32_t *at = offsets + (int64_t)s * (ticks + 1);
    for (int t = 0; t < ticks; t++) {
        for (int e = at[t]; e < at[t + 1]; e++) add_row(sums1, w1 + indices[e] * HIDDEN, HIDDEN);
        for (int k = 0; k < before; k++) add_row(sums1, wr + list[k] * HIDDEN, HIDDEN);
        delivered += (int64_t)(at[t + 1] - at[t] + before) * HIDDEN;
        int count = step(i1, v1, sums1, list, HIDDEN, threshold1);
        for (int k = 0; k < count; k++) add_row(sums2, w2 + list[k] * OUTPUTS, OUTPUTS);
        total += count + step(i2, v2, sums2, out, OUTPUTS, threshold2);
        delivered += (int64_t)count * OUTPUTS;
        before = count;
    }
    *spikes += total;
    *events += delivered;
}

static void run(int threads, int64_t *spikes, int64_t *events)
{
    int64_t total = 0, delivered = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic) reduction(+ : total, delivered)
    for (int s = 0; s < samples; s++) run_sample(s, &total, &delivered);
    *spikes = total;
    *events = delivered;
}

int main(int argc, char **argv)
{
    if (argc != 4) { fputs("usage: recurrent DATA THREADS REPETITIONS\n", stderr); return 2; }
    int threads = atoi(argv[2]), repetitions = atoi(argv[3]);
    bench_open(argv[1]);
    int32_t *p = bench_read(4, 0);
    samples = p[0]; ticks = p[1]; alpha = p[5]; beta = p[6]; threshold1 = p[7]; threshold2 = p[8];
    if (p[2] != INPUTS || p[3] != HIDDEN || p[4] != OUTPUTS) { fputs("the network is not of this loop's size\n", stderr); return 1; }
    w1 = bench_read(1, 0); wr = bench_read(1, 0); w2 = bench_read(1, 0);
    offsets = bench_read(4, 0); indices = bench_read(4, 0);
    int64_t spikes, events;
    run(threads, &spikes, &events); /* warm */
    double start = bench_now();
    for (int r = 0; r < repetitions; r++) run(threads, &spikes, &events);
    bench_report((bench_now() - start) / repetitions, spikes, events);
    return 0;
}
