/* Event-driven sparse connectivity whose targets are split between threads: a thread owns a range of neurons, walks every
   spike's row, and adds only the part of it that lies in its range. */

typedef struct {
    int32_t *rows;     /* neurons + 1 offsets */
    uint16_t *targets; /* ascending within a row */
    int32_t *splits;   /* [threads + 1][neurons]: where each thread's part of a row begins */
} sparse;

static sparse sparse_read(int neurons, int threads)
{
    sparse s;
    s.rows = bench_read(4, 0);
    s.targets = bench_read(2, 0);
    s.splits = bench_zeros((int64_t)(threads + 1) * neurons);
    for (int k = 0; k <= threads; k++) {
        int first = (int)((int64_t)neurons * k / threads);
        for (int i = 0; i < neurons; i++) {
            int32_t at = s.rows[i];
            while (at < s.rows[i + 1] && s.targets[at] < first) at++;
            s.splits[(int64_t)k * neurons + i] = at;
        }
    }
    return s;
}

/* Adds weight to the sums of this thread's targets of one neuron; returns how many synapses it walked. */
static inline int64_t sparse_deliver(const sparse *s, int neurons, int thread, int source, int32_t weight, int32_t *restrict sums)
{
    int32_t at = s->splits[(int64_t)thread * neurons + source], end = s->splits[(int64_t)(thread + 1) * neurons + source];
    const uint16_t *restrict targets = s->targets;
    for (int32_t k = at; k < end; k++) sums[targets[k]] += weight;
    return end - at;
}
