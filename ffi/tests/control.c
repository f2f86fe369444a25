/* A control: reads an answer after it was freed. A checker that lets this pass checks nothing. */
#include <stdio.h>

#include "terroir.h"

int main(void) {
    terroir_text answer = terroir_call((const uint8_t *)"operations", 10, (const uint8_t *)"{}", 2);
    const uint8_t *kept = answer.data;
    terroir_text_free(&answer);
    printf("%d\n", kept[5]);
    return 0;
}
