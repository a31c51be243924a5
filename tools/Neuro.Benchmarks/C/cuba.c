/* W1: the CUBA network of Workloads/CubaNetwork.cs, the same integers in the same order, as one would write it in C.
   usage: cuba DATA THREADS REPETITIONS */
#include "bench.h"
#include "sparse.h"

enum { NEURONS = 10000, EXCITATORY = 8000 };

static int32_t *v, *ge, *gi, *wait_, *in_e, *in_i, *initial;
static uint8_t *fired;
static int32_t *spikes;         /* this tick's, thread k's part at its first neuron */
static int32_t spike_count[64]; /* per thread, 16 apart so that they do not share a cache line */

static void run(int ticks, const int32_t *p, const sparse *exc, const sparse *inh, int threads, int64_t *total, int64_t *delivered)
{
    const int32_t decay_m = p[0], gain_e = p[1], gain_i = p[2], decay_e = p[3], decay_i = p[4], threshold = p[5], reset = p[6], refractory = p[7];
    const int32_t weight_e = p[8], weight_i = p[9];
    memcpy(v, initial, NEURONS * 4);
    memset(ge, 0, NEURONS * 4); memset(gi, 0, NEURONS * 4); memset(wait_, 0, NEURONS * 4);
    memset(in_e, 0, NEURONS * 4); memset(in_i, 0, NEURONS * 4); memset(spike_count, 0, sizeof spike_count);
    int64_t all_spikes = 0, all_events = 0;
#pragma omp parallel num_threads(threads) reduction(+ : all_spikes, all_events)
    {
        int me = omp_get_thread_num();
        int first = (int)((int64_t)NEURONS * me / threads), last = (int)((int64_t)NEURONS * (me + 1) / threads);
        for (int t = 0; t < ticks; t++) {
            /* the spikes of the tick before arrive */
            for (int k = 0; k < threads; k++) {
                const int32_t *list = spikes + (int64_t)NEURONS * k / threads;
                for (int s = 0; s < spike_count[16 * k]; s++) {
                    int i = list[s];
                    if (i < EXCITATORY) all_events += sparse_deliver(exc, NEURONS, me, i, weight_e, in_e);
                    else all_events += sparse_deliver(inh, NEURONS, me, i, weight_i, in_i);
                }
            }
            for (int n = first; n < last; n++) {
                int32_t e = ge[n] + in_e[n], i = gi[n] + in_i[n];
                in_e[n] = in_i[n] = 0;
                int32_t integrated = sat24(mul_shift(v[n], decay_m, 20) + mul_shift(e, gain_e, 20) + mul_shift(i, gain_i, 20));
                int32_t held = wait_[n] > 0 ? v[n] : integrated;
                int spike = held > threshold;
                int32_t rest = wait_[n] > 0 ? wait_[n] - 1 : 0;
                v[n] = spike ? reset : held;
                wait_[n] = spike ? refractory : rest;
                ge[n] = sat24(mul_shift(e, decay_e, 20));
                gi[n] = sat24(mul_shift(i, decay_i, 20));
                fired[n] = spike;
            }
#pragma omp barrier
            int count = collect(fired + first, last - first, first, spikes + first);
            spike_count[16 * me] = count;
            all_spikes += count;
#pragma omp barrier
        }
    }
    *total = all_spikes;
    *delivered = all_events;
}

int main(int argc, char **argv)
{
    if (argc != 4) { fputs("usage: cuba DATA THREADS REPETITIONS\n", stderr); return 2; }
    int threads = atoi(argv[2]), repetitions = atoi(argv[3]);
    bench_open(argv[1]);
    int32_t ticks = *(int32_t *)bench_read(4, 0);
    int32_t *parameters = bench_read(4, 0);
    initial = bench_read(4, 0);
    sparse exc = sparse_read(NEURONS, threads), inh = sparse_read(NEURONS, threads);
    v = bench_zeros(NEURONS); ge = bench_zeros(NEURONS); gi = bench_zeros(NEURONS); wait_ = bench_zeros(NEURONS);
    in_e = bench_zeros(NEURONS); in_i = bench_zeros(NEURONS); spikes = bench_zeros(NEURONS); fired = (uint8_t *)bench_zeros(NEURONS);
    int64_t total, delivered;
    run(ticks / 10, parameters, &exc, &inh, threads, &total, &delivered); /* warm */
    double start = bench_now();
    for (int r = 0; r < repetitions; r++) run(ticks, parameters, &exc, &inh, threads, &total, &delivered);
    bench_report((bench_now() - start) / repetitions, total, delivered);
    return 0;
}
