/* The product of a batch of inputs with a matrix in floats, Y = X · W, by OpenBLAS where its shared library is named, else by a
 * loop: four inputs and a block of columns at a time in registers, which gcc vectorises by itself. Threads share the batch and meet
 * after the last repetition. Prints the seconds of one product and the sum of the last row of Y.
 *
 * usage: product DATA THREADS [LIBRARY] */
#include "bench.h"
#include <dlfcn.h>

enum { ROWS = 4, COLUMNS = 64 };
enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111 };

typedef void (*sgemm_function)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);

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

static void product(const float *x, const float *w, float *y, int reads, int size)
{
    for (int column = 0; column < size; column += COLUMNS)
        for (int read = 0; read < reads; read += ROWS)
            block(x + (size_t)read * size, w + column, y + (size_t)read * size + column, size);
}

static float *floats(const int32_t *values, int64_t count)
{
    float *result = aligned_alloc(64, (size_t)count * sizeof *result);
    for (int64_t i = 0; i < count; i++) result[i] = (float)values[i];
    return result;
}

static sgemm_function load(const char *library)
{
    void *blas = dlopen(library, RTLD_NOW);
    if (!blas) { fprintf(stderr, "%s\n", dlerror()); exit(1); }
    /* Every thread calls it for its own reads. */
    ((void (*)(int))dlsym(blas, "openblas_set_num_threads"))(1);
    return (sgemm_function)dlsym(blas, "cblas_sgemm");
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    bench_open(argv[1]);
    int threads = atoi(argv[2]);
    sgemm_function sgemm = argc > 3 ? load(argv[3]) : NULL;
    int64_t inputs, weights;
    int32_t *header = bench_read(4, NULL);
    int size = header[0], batch = header[1], repetitions = header[2];
    int32_t *x_codes = bench_read(4, &inputs), *w_codes = bench_read(4, &weights);
    float *x = floats(x_codes, inputs), *w = floats(w_codes, weights);
    float *y = aligned_alloc(64, (size_t)inputs * sizeof *y);
    double start = 0;
    #pragma omp parallel num_threads(threads)
    {
        int reads = batch / threads;
        size_t first = (size_t)omp_get_thread_num() * reads * size;
        for (int repetition = -1 - repetitions / 4; repetition < repetitions; repetition++) {
            if (repetition == 0) {
                #pragma omp barrier
                #pragma omp master
                start = bench_now();
            }
            if (sgemm)
                sgemm(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, reads, size, size, 1, x + first, size, w, size, 0, y + first, size);
            else
                product(x + first, w, y + first, reads, size);
        }
    }
    double seconds = (bench_now() - start) / repetitions, sum = 0;
    for (int column = 0; column < size; column++) sum += y[(size_t)(batch - 1) * size + column];
    printf("%.9f %.9g\n", seconds, sum);
    return 0;
}
