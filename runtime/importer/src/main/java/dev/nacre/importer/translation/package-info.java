/** What Nacre is to be configured to, so that it does what was said to clamonacc. */
package dev.nacre.importer.translation;
