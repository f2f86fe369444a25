/* A face over lines: operation, tab, request in; answer out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terroir.h"

/* Reads a line of any length without its end; returns its length, or -1 at the end of the input. */
static long next(char **line, size_t *room) {
    size_t length = 0;
    int byte;
    while ((byte = getchar()) != EOF && byte != '\n') {
        if (length == *room) {
            *room = *room ? *room * 2 : 1024;
            *line = realloc(*line, *room);
            if (*line == NULL) exit(3);
        }
        (*line)[length++] = (char)byte;
    }
    return byte == EOF && length == 0 ? -1 : (long)length;
}

int main(void) {
    char *line = NULL;
    size_t room = 0;
    long length;
    while ((length = next(&line, &room)) >= 0) {
        const char *tab = length > 0 ? memchr(line, '\t', (size_t)length) : NULL;
        if (tab == NULL) return 2;
        size_t name = (size_t)(tab - line);
        terroir_text answer =
            terroir_call((const uint8_t *)line, name, (const uint8_t *)tab + 1, (size_t)length - name - 1);
        fwrite(answer.data, 1, answer.length, stdout);
        putchar('\n');
        terroir_text_free(&answer);
    }
    free(line);
    return 0;
}
