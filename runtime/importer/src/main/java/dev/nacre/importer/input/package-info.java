/** What people have said to clamonacc, and to clamd for it. */
package dev.nacre.importer.input;
