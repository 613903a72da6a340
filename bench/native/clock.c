/* Processor time of the calling thread alone: what other threads of the process compile or collect does not count. */
#define _POSIX_C_SOURCE 199309L
#include <time.h>
#include "napi.h"

static napi_value nanoseconds(napi_env env, napi_callback_info info) {
  struct timespec t;
  napi_value result;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  napi_create_double(env, t.tv_sec * 1e9 + t.tv_nsec, &result);
  return result;
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  export_as(env, exports, "nanoseconds", nanoseconds);
  return exports;
}
