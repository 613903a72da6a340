/* The few functions of Node-API that the contenders in C need; its binary interface is stable, so that no headers
   of Node.js are needed to compile them. */
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);

extern int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
extern int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
extern int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
extern int napi_get_typedarray_info(napi_env, napi_value, int *, size_t *, void **, napi_value *, size_t *);
extern int napi_get_value_int64(napi_env, napi_value, int64_t *);
extern int napi_create_double(napi_env, double, napi_value *);

enum { MOST_ARGUMENTS = 16 };

/* The arguments of a call: whole numbers first, then typed arrays. */
static size_t arguments(napi_env env, napi_callback_info info, int numbers, int64_t *number, void **array) {
  size_t count = MOST_ARGUMENTS;
  napi_value values[MOST_ARGUMENTS];
  napi_get_cb_info(env, info, &count, values, 0, 0);
  for (int k = 0; k < numbers; k++) napi_get_value_int64(env, values[k], &number[k]);
  for (size_t k = numbers; k < count; k++) {
    int type;
    size_t length, offset;
    napi_value buffer;
    napi_get_typedarray_info(env, values[k], &type, &length, &array[k - numbers], &buffer, &offset);
  }
  return count - numbers;
}

static void export_as(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, SIZE_MAX, callback, 0, &function);
  napi_set_named_property(env, exports, name, function);
}
