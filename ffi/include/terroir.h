/* Written by `cargo xtask gen` from ffi/src/lib.rs. */
#ifndef TERROIR_H
#define TERROIR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Text that terroir owns: UTF-8, not ended by a zero byte. Give it back with terroir_text_free. */
typedef struct terroir_text {
    /* The first byte; null once it was freed. */
    uint8_t *data;
    /* How many bytes. */
    size_t length;
} terroir_text;

/* Members of requests that are given once, such as a trust bundle; only read, by as many threads as you like. */
typedef struct terroir_book terroir_book;

/* Events that are given once, and more as they come; asked by as many threads as you like while none appends. */
typedef struct terroir_history terroir_history;

/* A transparency log that grows; asked by as many threads as you like while none appends. */
typedef struct terroir_log terroir_log;

/* Asks one operation: its name and its request, a JSON object as UTF-8 text.
 *
 * The answer is {"ok": ...} or {"fault": {"code", "at", "message"}}. A null pointer stands for an empty text.
 *
 * Safety:
 * Each pointer is null or points to as many readable bytes as the length beside it says.
 */
terroir_text terroir_call(const uint8_t *operation, size_t operation_length, const uint8_t *request, size_t request_length);

/* Frees a text and makes it null and empty, so that freeing it again does nothing.
 *
 * Safety:
 * text is null, or points to a text that terroir gave and nobody else uses.
 */
void terroir_text_free(terroir_text *text);

/* Opens a book from a JSON object whose members later requests need not repeat.
 *
 * Null if the text is no such object; then fault, unless it is null, is given the answer that says why.
 *
 * Safety:
 * members is null or points to members_length readable bytes; fault is null or points to a text that holds
 * nothing to be freed.
 */
terroir_book *terroir_book_new(const uint8_t *members, size_t members_length, terroir_text *fault);

/* As terroir_call, with the members of the book that the operation knows and the request does not give.
 *
 * A null book has no members.
 *
 * Safety:
 * book is null or came from terroir_book_new and is not freed; the rest is as with terroir_call.
 */
terroir_text terroir_book_call(const terroir_book *book, const uint8_t *operation, size_t operation_length, const uint8_t *request, size_t request_length);

/* Closes a book and makes the pointer null, so that closing it again does nothing.
 *
 * Safety:
 * book is null, or points to a pointer that is null or came from terroir_book_new, and no call on it is running.
 */
void terroir_book_free(terroir_book **book);

/* Opens a history without events. */
terroir_history *terroir_history_new(void);

/* Puts the events of a document, an event or an array of events, as UTF-8 JSON text, at the end of a history.
 *
 * The answer is {"ok": {"document", "events", "total", "untyped"}}; or a fault, and then nothing was appended.
 *
 * Safety:
 * history is null, or came from terroir_history_new, is not freed, and no other call on it is running; document is null
 * or points to document_length readable bytes.
 */
terroir_text terroir_history_append(terroir_history *history, const uint8_t *document, size_t document_length);

/* As terroir_call, asked of the events of a history: the request has none of its own. Other operations answer as ever.
 *
 * A null history has no events.
 *
 * Safety:
 * history is null, or came from terroir_history_new, is not freed, and nothing is being appended to it; the rest is as with
 * terroir_call.
 */
terroir_text terroir_history_call(const terroir_history *history, const uint8_t *operation, size_t operation_length, const uint8_t *request, size_t request_length);

/* Closes a history and makes the pointer null, so that closing it again does nothing.
 *
 * Safety:
 * history is null, or points to a pointer that is null or came from terroir_history_new, and no call on it is running.
 */
void terroir_history_free(terroir_history **history);

/* Opens a log from a JSON object: origin, and suite, keep, size and tiles where they are not as usual.
 *
 * Null if the text is no such object or the edge does not fit; then fault, unless it is null, is given the answer that says
 * why.
 *
 * Safety:
 * settings is null or points to settings_length readable bytes; fault is null or points to a text that holds
 * nothing to be freed.
 */
terroir_log *terroir_log_new(const uint8_t *settings, size_t settings_length, terroir_text *fault);

/* Puts entries at the end of a log: a JSON object with texts, entries or leaf_hashes, and stored.
 *
 * The answer is {"ok": {"first", "size", "root"}}; or a fault, and then nothing was appended.
 *
 * Safety:
 * log is null, or came from terroir_log_new, is not freed, and no other call on it is running; batch is null or points to
 * batch_length readable bytes.
 */
terroir_text terroir_log_append(terroir_log *log, const uint8_t *batch, size_t batch_length);

/* As terroir_call, asked of a log: the request need not say what the log knows. Other operations answer as ever.
 *
 * A null log is none: the request is asked as it is.
 *
 * Safety:
 * log is null, or came from terroir_log_new, is not freed, and nothing is being appended to it; the rest is as with
 * terroir_call.
 */
terroir_text terroir_log_call(const terroir_log *log, const uint8_t *operation, size_t operation_length, const uint8_t *request, size_t request_length);

/* Closes a log and makes the pointer null, so that closing it again does nothing.
 *
 * Safety:
 * log is null, or points to a pointer that is null or came from terroir_log_new, and no call on it is running.
 */
void terroir_log_free(terroir_log **log);

/* The version of this interface. It changes only if a function here changes; new operations do not change it. */
uint32_t terroir_abi(void);

#ifdef __cplusplus
}
#endif

#endif
