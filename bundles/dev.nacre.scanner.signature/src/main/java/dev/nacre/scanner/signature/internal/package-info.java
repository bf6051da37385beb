/** Signatures without a daemon: the EICAR test file and ClamAV's lists of hashes. */
package dev.nacre.scanner.signature.internal;
