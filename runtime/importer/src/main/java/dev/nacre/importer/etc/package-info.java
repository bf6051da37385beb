/** Configurations as File Install reads them, and the folder they are written to. */
package dev.nacre.importer.etc;
