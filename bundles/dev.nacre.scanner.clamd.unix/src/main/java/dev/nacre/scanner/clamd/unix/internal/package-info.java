/** clamd on this machine: descriptors are passed to it, so that no content is copied. */
package dev.nacre.scanner.clamd.unix.internal;
