/*
 * A perceptron with one hidden layer of ReLUs and a softmax cross entropy, as one writes it in C.
 * Defined by the command line: D, H, O (sizes), REAL, BIAS (0 or 1); WRITTEN names a file with the same formulas
 * written out for one sample; BLAS is 1 where cblas.h and OpenBLAS are there.
 */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include "napi.h"
#if BLAS
#include <cblas.h>
#endif

#if defined(__x86_64__) || defined(__i386__)
#define PAUSE __builtin_ia32_pause()
#else
#define PAUSE atomic_signal_fence(memory_order_seq_cst)
#endif

typedef REAL real;
#define EXP(x) (sizeof(real) == 4 ? (real)expf(x) : (real)exp(x))
#define LOG(x) (sizeof(real) == 4 ? (real)logf(x) : (real)log(x))

typedef struct {
  const real *x, *y, *W0, *b0, *W1, *b1;
  real *dW0, *db0, *dW1, *db1;
} Arrays;

static Arrays arrays_of(void **a) {
  if (BIAS) return (Arrays){a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]};
  return (Arrays){a[0], a[1], a[2], 0, a[3], 0, a[4], 0, a[5], 0};
}

/* The last layer: logits to their derivatives, in place; returns the cost. */
static inline real head(real *z, const real *y) {
  real top = z[0], sum = 0, dot = 0;
  for (int k = 1; k < O; k++) top = z[k] > top ? z[k] : top;
  for (int k = 0; k < O; k++) dot += y[k] * z[k];
  for (int k = 0; k < O; k++) sum += z[k] = EXP(z[k] - top);
  for (int k = 0; k < O; k++) z[k] = z[k] / sum - y[k];
  return top + LOG(sum) - dot;
}

/* One sample in loops whose inner index runs along memory. */
static __attribute__((noinline)) real loops(const real *restrict x, const real *restrict y, const Arrays *p) {
  real h[H], a[H], z[O], g[H];
  const real *restrict W0 = p->W0, *restrict W1 = p->W1;
  real *restrict dW0 = p->dW0, *restrict dW1 = p->dW1;
  for (int j = 0; j < H; j++) h[j] = BIAS ? p->b0[j] : 0;
  for (int i = 0; i < D; i++)
    for (int j = 0; j < H; j++) h[j] += x[i] * W0[i * H + j];
  for (int j = 0; j < H; j++) a[j] = h[j] > 0 ? h[j] : 0;
  for (int k = 0; k < O; k++) z[k] = BIAS ? p->b1[k] : 0;
  for (int j = 0; j < H; j++)
    for (int k = 0; k < O; k++) z[k] += a[j] * W1[j * O + k];
  real cost = head(z, y);
  for (int j = 0; j < H; j++) {
    real sum = 0;
    for (int k = 0; k < O; k++) {
      sum += W1[j * O + k] * z[k];
      dW1[j * O + k] = a[j] * z[k];
    }
    g[j] = h[j] > 0 ? sum : 0;
  }
  for (int i = 0; i < D; i++)
    for (int j = 0; j < H; j++) dW0[i * H + j] = x[i] * g[j];
  if (BIAS) {
    for (int k = 0; k < O; k++) p->db1[k] = z[k];
    for (int j = 0; j < H; j++) p->db0[j] = g[j];
  }
  return cost;
}

/* The mean over n samples, one after the other. */
static __attribute__((noinline)) real batch(int n, const Arrays *p) {
  const real *restrict W0 = p->W0, *restrict W1 = p->W1;
  real *restrict dW0 = p->dW0, *restrict dW1 = p->dW1;
  real total = 0, scale = (real)1 / n;
  memset(dW0, 0, sizeof(real) * D * H);
  memset(dW1, 0, sizeof(real) * H * O);
  if (BIAS) memset(p->db0, 0, sizeof(real) * H), memset(p->db1, 0, sizeof(real) * O);
  for (int s = 0; s < n; s++) {
    const real *restrict x = p->x + s * D, *restrict y = p->y + s * O;
    real h[H], a[H], z[O], g[H];
    for (int j = 0; j < H; j++) h[j] = BIAS ? p->b0[j] : 0;
    for (int i = 0; i < D; i++)
      for (int j = 0; j < H; j++) h[j] += x[i] * W0[i * H + j];
    for (int j = 0; j < H; j++) a[j] = h[j] > 0 ? h[j] : 0;
    for (int k = 0; k < O; k++) z[k] = BIAS ? p->b1[k] : 0;
    for (int j = 0; j < H; j++)
      for (int k = 0; k < O; k++) z[k] += a[j] * W1[j * O + k];
    total += head(z, y);
    for (int j = 0; j < H; j++) {
      real sum = 0;
      for (int k = 0; k < O; k++) {
        sum += W1[j * O + k] * z[k];
        dW1[j * O + k] += a[j] * z[k];
      }
      g[j] = h[j] > 0 ? sum : 0;
    }
    for (int i = 0; i < D; i++)
      for (int j = 0; j < H; j++) dW0[i * H + j] += x[i] * g[j];
    if (BIAS) {
      for (int k = 0; k < O; k++) p->db1[k] += z[k];
      for (int j = 0; j < H; j++) p->db0[j] += g[j];
    }
  }
  for (int e = 0; e < D * H; e++) dW0[e] *= scale;
  for (int e = 0; e < H * O; e++) dW1[e] *= scale;
  if (BIAS) {
    for (int j = 0; j < H; j++) p->db0[j] *= scale;
    for (int k = 0; k < O; k++) p->db1[k] *= scale;
  }
  return total * scale;
}

#ifdef WRITTEN
#include WRITTEN
#endif

#if BLAS
#define GEMM(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c)                                                       \
  (sizeof(real) == 4 ? cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, alpha, (void *)(a), lda, (void *)(b), ldb, beta,  \
                                   (void *)(c), n)                                                                  \
                     : cblas_dgemm(CblasRowMajor, ta, tb, m, n, k, alpha, (void *)(a), lda, (void *)(b), ldb, beta,  \
                                   (void *)(c), n))
enum { CHUNK = 64 };

/* The mean over n samples, the products by OpenBLAS. */
static real blas(int n, const Arrays *p) {
  static real h[CHUNK * H], a[CHUNK * H], z[CHUNK * O], g[CHUNK * H];
  real total = 0, scale = (real)1 / n;
  if (BIAS) memset(p->db0, 0, sizeof(real) * H), memset(p->db1, 0, sizeof(real) * O);
  for (int first = 0; first < n; first += CHUNK) {
    int m = n - first < CHUNK ? n - first : CHUNK;
    const real *x = p->x + first * D, *y = p->y + first * O;
    for (int s = 0; s < m; s++)
      for (int j = 0; j < H; j++) h[s * H + j] = BIAS ? p->b0[j] : 0;
    GEMM(CblasNoTrans, CblasNoTrans, m, H, D, 1, x, D, p->W0, H, 1, h);
    for (int e = 0; e < m * H; e++) a[e] = h[e] > 0 ? h[e] : 0;
    for (int s = 0; s < m; s++)
      for (int k = 0; k < O; k++) z[s * O + k] = BIAS ? p->b1[k] : 0;
    GEMM(CblasNoTrans, CblasNoTrans, m, O, H, 1, a, H, p->W1, O, 1, z);
    for (int s = 0; s < m; s++) total += head(z + s * O, y + s * O);
    for (int e = 0; e < m * O; e++) z[e] *= scale;
    GEMM(CblasTrans, CblasNoTrans, H, O, m, 1, a, H, z, O, first > 0, p->dW1);
    GEMM(CblasNoTrans, CblasTrans, m, H, O, 1, z, O, p->W1, O, 0, g);
    for (int e = 0; e < m * H; e++) g[e] = h[e] > 0 ? g[e] : 0;
    GEMM(CblasTrans, CblasNoTrans, D, H, m, 1, x, D, g, H, first > 0, p->dW0);
    if (BIAS)
      for (int s = 0; s < m; s++) {
        for (int k = 0; k < O; k++) p->db1[k] += z[s * O + k];
        for (int j = 0; j < H; j++) p->db0[j] += g[s * H + j];
      }
  }
  return total * scale;
}
#endif

/*
 * The same batch on two threads: the second one waits in a loop, does its half of the rows into gradients of its own,
 * and those are added. What a machine gives to two threads, without anything of JavaScript's.
 */
typedef struct {
  Arrays arrays;
  int rows;
  real cost;
  atomic_int turn, done;
} Half;
static Half half;
static real *own[4];

static void *second(void *_) {
  for (int turn = 1;; turn++) {
    while (atomic_load_explicit(&half.turn, memory_order_acquire) < turn) PAUSE;
    if (half.rows < 0) return 0;
    half.cost = batch(half.rows, &half.arrays);
    atomic_store_explicit(&half.done, turn, memory_order_release);
  }
}

static const int lengths[4] = {D * H, BIAS ? H : 0, H * O, BIAS ? O : 0};

static real both(int n, const Arrays *p) {
  int first = n / 2, turn = atomic_load(&half.turn) + 1;
  real *sums[4] = {p->dW0, p->db0, p->dW1, p->db1};
  half.arrays = (Arrays){p->x + first * D, p->y + first * O, p->W0, p->b0, p->W1, p->b1, own[0], own[1], own[2], own[3]};
  half.rows = n - first;
  atomic_store_explicit(&half.turn, turn, memory_order_release);
  real cost = batch(first, p) * first;
  while (atomic_load_explicit(&half.done, memory_order_acquire) < turn) PAUSE;
  for (int k = 0; k < 4; k++)
    for (int e = 0; e < lengths[k]; e++) sums[k][e] = (sums[k][e] * first + own[k][e] * (n - first)) / n;
  return (cost + half.cost * (n - first)) / n;
}

/* A thread for these calls alone: it would keep a core busy in between. */
static real repeated(int64_t repeats, int n, const Arrays *p) {
  pthread_t thread;
  real cost = 0;
  for (int k = 0; k < 4; k++) own[k] = own[k] ? own[k] : malloc(sizeof(real) * (lengths[k] + 1));
  atomic_store(&half.turn, 0);
  atomic_store(&half.done, 0);
  pthread_create(&thread, 0, second, 0);
  for (int64_t r = 0; r < repeats; r++) cost = both(n, p);
  half.rows = -1;
  atomic_fetch_add(&half.turn, 1);
  pthread_join(thread, 0);
  return cost;
}

enum { LOOPS, WRITTEN_OUT, BATCH, OPENBLAS, TWO_THREADS };

/* run(kind, repeats, n, x, y, parameters …, gradients …): the cost of the last sample, or of the batch. */
static napi_value run(napi_env env, napi_callback_info info) {
  int64_t number[3];
  void *array[MOST_ARGUMENTS];
  arguments(env, info, 3, number, array);
  int kind = number[0], n = number[2];
  Arrays p = arrays_of(array);
  real cost = 0;
  if (kind == TWO_THREADS) cost = repeated(number[1], n, &p);
  else for (int64_t r = 0, s = 0; r < number[1]; r++, s = s + 1 == n ? 0 : s + 1) {
    if (kind == LOOPS) cost = loops(p.x + s * D, p.y + s * O, &p);
#ifdef WRITTEN
    if (kind == WRITTEN_OUT) cost = written(p.x + s * D, p.y + s * O, p.W0, p.W1, p.dW0, p.dW1);
#endif
    if (kind == BATCH) cost = batch(n, &p);
#if BLAS
    if (kind == OPENBLAS) cost = blas(n, &p);
#endif
  }
  napi_value result;
  napi_create_double(env, cost, &result);
  return result;
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
#if BLAS
  openblas_set_num_threads(1);
#endif
  export_as(env, exports, "run", run);
  return exports;
}
