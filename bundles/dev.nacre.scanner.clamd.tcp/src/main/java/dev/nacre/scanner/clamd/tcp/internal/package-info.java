/** clamd on this or another machine: the content of files is sent to it. */
package dev.nacre.scanner.clamd.tcp.internal;
