/** One connection: framing, numbering and the meaning of replies. */
package dev.nacre.scanner.clamd.internal.session;
