/* W2: the 784-512-10 network of Workloads/FeedForwardNetwork.cs, the same integers, as one would write it in C: a row of int8 weights
   is added for each event. A batch is shared between threads by samples; the layers of one sample by neurons.
   usage: feedforward DATA THREADS REPETITIONS */
#include "bench.h"

enum { INPUTS = 784, HIDDEN = 512, OUTPUTS = 10 };

static int samples, ticks;
static int32_t decay, threshold1, threshold2;
static int8_t *w1, *w2;
static int32_t *offsets, *indices;

/* Not inlined: gcc 12 forgets what restrict says when it inlines this, and then does not vectorise it. */
__attribute__((noinline)) static void add_row(int32_t *restrict sums, const int8_t *restrict row, int n)
{
    for (int j = 0; j < n; j++) sums[j] += row[j];
}

/* Steps n neurons; lists those that fire. */
static inline int step(int32_t *restrict v, int32_t *restrict sums, int32_t *restrict list, uint8_t *restrict fired, int n, int first, int32_t threshold)
{
    for (int j = 0; j < n; j++) {
        int32_t charged = mul_shift(v[j], decay, 16) + sums[j];
        int spike = charged > threshold;
        sums[j] = 0;
        v[j] = sat24(spike ? charged - threshold : charged);
        fired[j] = spike;
    }
    return collect(fired, n, first, list);
}

static void run_sample(int s, int64_t *spikes, int64_t *events)
{
    int32_t v1[HIDDEN] = {0}, v2[OUTPUTS] = {0}, sums1[HIDDEN] = {0}, sums2[OUTPUTS] = {0}, list[HIDDEN], out[OUTPUTS];
    uint8_t fired[HIDDEN];
    int64_t total = 0, delivered = 0;
    const int32_t *at = offsets + (int64_t)s * (ticks + 1);
    for (int t = 0; t < ticks; t++) {
        for (int e = at[t]; e < at[t + 1]; e++) add_row(sums1, w1 + (int64_t)indices[e] * HIDDEN, HIDDEN);
        int count = step(v1, sums1, list, fired, HIDDEN, 0, threshold1);
        for (int k = 0; k < count; k++) add_row(sums2, w2 + list[k] * OUTPUTS, OUTPUTS);
        total += count + step(v2, sums2, out, fired, OUTPUTS, 0, threshold2);
        delivered += (int64_t)(at[t + 1] - at[t]) * HIDDEN + (int64_t)count * OUTPUTS;
    }
    *spikes += total;
    *events += delivered;
}

/* One sample by several threads: each owns a range of hidden neurons; the first also owns the output. */
static void run_sample_together(int threads, int64_t *spikes, int64_t *events)
{
    static int32_t v1[HIDDEN], v2[OUTPUTS], sums1[HIDDEN], sums2[OUTPUTS], list[HIDDEN], out[OUTPUTS], counts[64];
    static uint8_t fired[HIDDEN];
    int64_t total = 0, delivered = 0;
    memset(v1, 0, sizeof v1); memset(v2, 0, sizeof v2);
#pragma omp parallel num_threads(threads)
    {
        int me = omp_get_thread_num(), first = HIDDEN * me / threads, mine = HIDDEN * (me + 1) / threads - first;
        for (int t = 0; t < ticks; t++) {
            for (int e = offsets[t]; e < offsets[t + 1]; e++) add_row(sums1 + first, w1 + (int64_t)indices[e] * HIDDEN + first, mine);
            counts[16 * me] = step(v1 + first, sums1 + first, list + first, fired + first, mine, first, threshold1);
#pragma omp barrier
            if (me == 0) {
                for (int k = 0; k < threads; k++) {
                    const int32_t *part = list + HIDDEN * k / threads;
                    for (int i = 0; i < counts[16 * k]; i++) add_row(sums2, w2 + part[i] * OUTPUTS, OUTPUTS);
                    total += counts[16 * k];
                    delivered += (int64_t)counts[16 * k] * OUTPUTS;
                }
                uint8_t fired2[OUTPUTS];
                total += step(v2, sums2, out, fired2, OUTPUTS, 0, threshold2);
                delivered += (int64_t)(offsets[t + 1] - offsets[t]) * HIDDEN;
            }
#pragma omp barrier
        }
    }
    *spikes += total;
    *events += delivered;
}

static void run(int threads, int64_t *spikes, int64_t *events)
{
    int64_t total = 0, delivered = 0;
    if (samples == 1 && threads > 1) run_sample_together(threads, &total, &delivered);
    else {
#pragma omp parallel for num_threads(threads) schedule(dynamic) reduction(+ : total, delivered)
        for (int s = 0; s < samples; s++) run_sample(s, &total, &delivered);
    }
    *spikes = total;
    *events = delivered;
}

int main(int argc, char **argv)
{
    if (argc != 4) { fputs("usage: feedforward DATA THREADS REPETITIONS\n", stderr); return 2; }
    int threads = atoi(argv[2]), repetitions = atoi(argv[3]);
    bench_open(argv[1]);
    int32_t *p = bench_read(4, 0);
    samples = p[0]; ticks = p[1];
    decay = p[5]; threshold1 = p[6]; threshold2 = p[7];
    if (p[2] != INPUTS || p[3] != HIDDEN || p[4] != OUTPUTS) { fputs("the network is not of this loop's size\n", stderr); return 1; }
    w1 = bench_read(1, 0); w2 = bench_read(1, 0);
    offsets = bench_read(4, 0); indices = bench_read(4, 0);
    int64_t spikes, events;
    run(threads, &spikes, &events); /* warm */
    double start = bench_now();
    for (int r = 0; r < repetitions; r++) run(threads, &spikes, &events);
    bench_report((bench_now() - start) / repetitions, spikes, events);
    return 0;
}
