/* What one core can do: independent multiplications and additions in registers, nothing else. */
#include <immintrin.h>
#include "napi.h"

enum { ROUNDS = 1000 };
static volatile double sink;

#define TWELVE(do) do(a) do(b) do(c) do(d) do(e) do(f) do(g) do(h) do(i) do(j) do(k) do(l)

/* The empty statement ties each chain to a register of its own, so that the compiler does not merge chains. */
#define PEAK(name, type, lane, set, STEP)                                                                           \
  static napi_value name(napi_env env, napi_callback_info info) {                                                   \
    int64_t repeats;                                                                                                \
    arguments(env, info, 1, &repeats, 0);                                                                           \
    type a = set(1), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;                   \
    type x = set(0.9999999), y = set(1e-9);                                                                         \
    for (int64_t r = 0; r < repeats * ROUNDS; r++) {                                                                \
      TWELVE(STEP)                                                                                                  \
    }                                                                                                               \
    TWELVE(KEEP_##lane)                                                                                             \
    return 0;                                                                                                       \
  }
#define KEEP_double(v) sink += *(double *)&v;
#define KEEP_float(v) sink += *(float *)&v;
#define REGISTER(v) __asm__("" : "+x"(v));
#define SAME(v) (v)

#define SCALAR(v) v = v * x + y; REGISTER(v)
#define PLAIN64(v) v = _mm_add_pd(_mm_mul_pd(v, x), y); REGISTER(v)
#define PLAIN32(v) v = _mm_add_ps(_mm_mul_ps(v, x), y); REGISTER(v)
PEAK(scalar64, double, double, SAME, SCALAR)
PEAK(plain128_64, __m128d, double, _mm_set1_pd, PLAIN64)
PEAK(plain128_32, __m128, float, _mm_set1_ps, PLAIN32)
#ifdef __FMA__
#define FUSED128_64(v) v = _mm_fmadd_pd(v, x, y); REGISTER(v)
#define FUSED128_32(v) v = _mm_fmadd_ps(v, x, y); REGISTER(v)
#define FUSED256_64(v) v = _mm256_fmadd_pd(v, x, y); REGISTER(v)
#define FUSED256_32(v) v = _mm256_fmadd_ps(v, x, y); REGISTER(v)
PEAK(fused128_64, __m128d, double, _mm_set1_pd, FUSED128_64)
PEAK(fused128_32, __m128, float, _mm_set1_ps, FUSED128_32)
PEAK(fused256_64, __m256d, double, _mm256_set1_pd, FUSED256_64)
PEAK(fused256_32, __m256, float, _mm256_set1_ps, FUSED256_32)
#endif
#ifdef __AVX512F__
#define FUSED512_64(v) v = _mm512_fmadd_pd(v, x, y); __asm__("" : "+v"(v));
#define FUSED512_32(v) v = _mm512_fmadd_ps(v, x, y); __asm__("" : "+v"(v));
PEAK(fused512_64, __m512d, double, _mm512_set1_pd, FUSED512_64)
PEAK(fused512_32, __m512, float, _mm512_set1_ps, FUSED512_32)
#endif

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  export_as(env, exports, "scalar f64", scalar64);
  export_as(env, exports, "128 bit, f64", plain128_64);
  export_as(env, exports, "128 bit, f32", plain128_32);
#ifdef __FMA__
  export_as(env, exports, "128 bit FMA, f64", fused128_64);
  export_as(env, exports, "128 bit FMA, f32", fused128_32);
  export_as(env, exports, "256 bit FMA, f64", fused256_64);
  export_as(env, exports, "256 bit FMA, f32", fused256_32);
#endif
#ifdef __AVX512F__
  export_as(env, exports, "512 bit FMA, f64", fused512_64);
  export_as(env, exports, "512 bit FMA, f32", fused512_32);
#endif
  return exports;
}
