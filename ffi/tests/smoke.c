/* Every function of terroir.h, used as it says and as it allows; prints how many cases held. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terroir.h"

static int held = 0;

#define CASE(what)                                                                                                     \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "line %d: %s\n", __LINE__, #what);                                                         \
            exit(1);                                                                                                   \
        }                                                                                                              \
        held += 1;                                                                                                     \
    } while (0)

static const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

static terroir_text ask(const char *operation, const char *request) {
    return terroir_call(bytes(operation), strlen(operation), bytes(request), strlen(request));
}

static int starts(terroir_text text, const char *start) {
    return text.length >= strlen(start) && memcmp(text.data, start, strlen(start)) == 0;
}

static int has(terroir_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t at = 0; at + length <= text.length; at += 1) {
        if (memcmp(text.data + at, part, length) == 0) return 1;
    }
    return 0;
}

static void *reader(void *given) {
    const terroir_book *book = given;
    for (int round = 0; round < 50; round += 1) {
        terroir_text answer = terroir_book_call(book, bytes("operations"), 10, bytes("{}"), 2);
        if (!starts(answer, "{\"ok\":")) return given;
        terroir_text_free(&answer);
    }
    return NULL;
}

int main(void) {
    CASE(terroir_abi() == 1);

    terroir_text answer = ask("operations", "{}");
    CASE(starts(answer, "{\"ok\":"));
    terroir_text_free(&answer);
    CASE(answer.data == NULL && answer.length == 0);
    terroir_text_free(&answer);
    terroir_text_free(NULL);

    answer = ask("no_such", "{}");
    CASE(has(answer, "\"unknown-operation\""));
    terroir_text_free(&answer);

    answer = terroir_call(NULL, 0, NULL, 0);
    CASE(starts(answer, "{\"fault\":"));
    terroir_text_free(&answer);

    const uint8_t broken[] = {'{', '"', 0xff, '"', ':', '1', '}'};
    answer = terroir_call(bytes("operations"), 10, broken, sizeof broken);
    CASE(has(answer, "\"malformed-json\""));
    terroir_text_free(&answer);

    /* The bytes behind a length are not read: a request that ends where its memory ends. */
    uint8_t *exact = malloc(2);
    CASE(exact != NULL);
    memcpy(exact, "{}", 2);
    answer = terroir_call(bytes("operations"), 10, exact, 2);
    CASE(starts(answer, "{\"ok\":"));
    terroir_text_free(&answer);
    free(exact);

    terroir_text fault = {NULL, 0};
    terroir_book *book = terroir_book_new(bytes("[1]"), 3, &fault);
    CASE(book == NULL && has(fault, "\"malformed-request\""));
    terroir_text_free(&fault);
    CASE(terroir_book_new(bytes("{"), 1, NULL) == NULL);
    terroir_book_free(&book);
    terroir_book_free(NULL);

    const char *members = "{\"bundle\":\"x\",\"roots\":\"y\"}";
    book = terroir_book_new(bytes(members), strlen(members), &fault);
    CASE(book != NULL && fault.data == NULL);
    pthread_t threads[4];
    for (int index = 0; index < 4; index += 1) CASE(pthread_create(&threads[index], NULL, reader, book) == 0);
    for (int index = 0; index < 4; index += 1) {
        void *wrong = book;
        CASE(pthread_join(threads[index], &wrong) == 0 && wrong == NULL);
    }
    terroir_book_free(&book);
    CASE(book == NULL);
    terroir_book_free(&book);

    answer = terroir_book_call(NULL, bytes("operations"), 10, bytes("{}"), 2);
    CASE(starts(answer, "{\"ok\":"));
    terroir_text_free(&answer);

    terroir_history *history = terroir_history_new();
    const char *made = "{\"type\":\"TransformationEvent\",\"eventTime\":\"2026-04-02T09:00:00Z\","
                       "\"inputEPCList\":[\"t/a/P/1\"],\"outputEPCList\":[\"t/a/P/2\"]}";
    answer = terroir_history_append(history, bytes(made), strlen(made));
    CASE(has(answer, "\"total\":1"));
    terroir_text_free(&answer);
    answer = terroir_history_append(history, bytes("{"), 1);
    CASE(has(answer, "\"malformed-document\""));
    terroir_text_free(&answer);
    static const char *const asked[][3] = {
        {"trace", "{\"from\":[\"t/a/P/2\"]}", "t/a/P/1"},
        {"find_gaps", "{\"of\":[\"t/a/P/2\"]}", "\"records\":1"},
        {"query_events", "{\"query\":{\"MATCH_inputEPC\":[\"t/a/P/1\"]}}", "\"at\":\"/0\""},
        {"check_required",
         "{\"required\":{\"schema\":\"terroir-required/1\",\"id\":\"a\",\"version\":\"1\",\"names\":{\"en\":\"a\"},"
         "\"status\":\"draft\",\"sources\":[{\"title\":\"a\",\"checked\":\"memory\"}],\"elements\":[]}}",
         "\"records\":1"},
        {"find_gaps", "{\"document\":[]}", "\"malformed-request\""},
    };
    for (size_t at = 0; at < sizeof asked / sizeof *asked; at += 1) {
        const char *operation = asked[at][0], *request = asked[at][1];
        answer = terroir_history_call(history, bytes(operation), strlen(operation), bytes(request), strlen(request));
        CASE(has(answer, asked[at][2]));
        terroir_text_free(&answer);
    }
    answer = terroir_history_append(NULL, bytes(made), strlen(made));
    CASE(has(answer, "\"history-closed\""));
    terroir_text_free(&answer);
    terroir_history_free(&history);
    CASE(history == NULL);
    terroir_history_free(&history);

    terroir_log *log = terroir_log_new(bytes("{\"origin\":\"\"}"), 13, &fault);
    CASE(log == NULL && has(fault, "\"bad-log\""));
    terroir_text_free(&fault);
    log = terroir_log_new(bytes("{\"origin\":\"log\"}"), 16, &fault);
    CASE(log != NULL && fault.data == NULL);
    const char *batch = "{\"texts\":[\"sown\",\"sprayed\",\"picked\"]}";
    answer = terroir_log_append(log, bytes(batch), strlen(batch));
    CASE(has(answer, "\"first\":\"0\",\"size\":\"3\""));
    terroir_text_free(&answer);
    answer = terroir_log_call(log, bytes("prove_inclusion"), 15, bytes("{\"index\":1}"), 11);
    CASE(has(answer, "\"proved\""));
    terroir_text_free(&answer);
    answer = terroir_log_call(NULL, bytes("operations"), 10, bytes("{}"), 2);
    CASE(starts(answer, "{\"ok\":"));
    terroir_text_free(&answer);
    terroir_log_free(&log);
    CASE(log == NULL);
    terroir_log_free(&log);
    terroir_log_free(NULL);
    answer = terroir_log_append(NULL, bytes(batch), strlen(batch));
    CASE(has(answer, "\"log-closed\""));
    terroir_text_free(&answer);

    printf("smoke: %d/%d\n", held, held);
    return 0;
}
