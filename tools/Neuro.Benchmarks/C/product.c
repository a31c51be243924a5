/* The product of a batch of inputs with a matrix in floats, Y = X · W: four inputs and a block of columns at a time in registers, what
 * gcc vectorises by itself. Prints the seconds of one product and the sum of the last row of Y.
 *
 * usage: product DATA THREADS */
#include "bench.h"

enum { ROWS = 4, COLUMNS = 64 };

static void block(const float *restrict x, const float *restrict w, float *restrict y, int size)
{
    float sums[ROWS][COLUMNS] = {{0}};
    for (int k = 0; k < size; k++)
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++)
                sums[r][c] += x[(size_t)r * size + k] * w[(size_t)k * size + c];
    for (int r = 0; r < ROWS; r++)
        memcpy(y + (size_t)r * size, sums[r], sizeof sums[r]);
}

static float *floats(const int32_t *values, int64_t count)
{
    float *result = aligned_alloc(64, (size_t)count * sizeof *result);
    for (int64_t i = 0; i < count; i++) result[i] = (float)values[i];
    return result;
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    bench_open(argv[1]);
    int threads = atoi(argv[2]);
    int64_t inputs, weights;
    int32_t *header = bench_read(4, NULL);
    int size = header[0], batch = header[1], repetitions = header[2];
    int32_t *x_codes = bench_read(4, &inputs), *w_codes = bench_read(4, &weights);
    float *x = floats(x_codes, inputs), *w = floats(w_codes, weights);
    float *y = aligned_alloc(64, (size_t)inputs * sizeof *y);
    double start = 0;
    for (int repetition = -repetitions; repetition < repetitions; repetition++) {
        if (repetition == 0) start = bench_now();
        #pragma omp parallel for schedule(static) num_threads(threads)
        for (int read = 0; read < batch; read += ROWS)
            for (int column = 0; column < size; column += COLUMNS)
                block(x + (size_t)read * size, w + column, y + (size_t)read * size + column, size);
    }
    double seconds = (bench_now() - start) / repetitions, sum = 0;
    for (int column = 0; column < size; column++) sum += y[(size_t)(batch - 1) * size + column];
    printf("%.9f %.9g\n", seconds, sum);
    return 0;
}
