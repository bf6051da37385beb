/** Several connections to one or more clamd: kept up, shared out, watched. */
package dev.nacre.scanner.clamd.internal.host;
