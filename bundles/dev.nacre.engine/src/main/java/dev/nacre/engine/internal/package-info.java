/** The engine: no system call and no socket in it. */
package dev.nacre.engine.internal;
